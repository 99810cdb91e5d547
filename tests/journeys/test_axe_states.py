"""axe finds nothing when something has happened on a page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.axe import fail_with, violations
from journeys.browsing import Visit, sign_in


def opened_number(page: Page) -> None:
    """A number opened where it stands."""
    page.goto("/sydnarke/")
    page.get_by_role("link", name="430 deltagare").click()
    expect(page.get_by_role("region", name="Tal: ")).to_be_visible()


def opened_cell(page: Page) -> None:
    """A number opened in its table."""
    page.goto("/sydnarke/tal/participants.by_sex/2019/")
    page.get_by_role("table", name="Deltagare efter kön").get_by_role("link").first.click()
    expect(page.get_by_role("region", name="Tal: ").nth(1)).to_be_visible()


def everything_unfolded(page: Page) -> None:
    """Every table under a picture shown."""
    page.goto("/sydnarke/")
    for word in page.get_by_text("Visa som tabell").all():
        word.click()


def open_menu(page: Page) -> None:
    """A person's own menu open."""
    page.goto("/sydnarke/")
    page.get_by_role("banner").locator("summary").filter(has_text="Du är:").click()


def refused(page: Page) -> None:
    """Sign-in refused."""
    page.context.clear_cookies()
    page.goto("/logga-in/")
    sign_in(page, "chair", "fel lösenord")
    expect(page.get_by_role("alert")).to_be_visible()


def not_found(page: Page) -> None:
    """A page that is not there."""
    page.goto("/sydnarke/finns-inte/")


def sofint(page: Page) -> None:
    """An association that has a plan and nothing else."""
    page.goto("/sofint/")


def nothing_there(page: Page) -> None:
    """A room without anything in it."""
    page.goto("/sofint/enkater/")


STATES: list[Callable[[Page], None]] = [
    opened_number,
    opened_cell,
    everything_unfolded,
    open_menu,
    refused,
    not_found,
    sofint,
    nothing_there,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_when_something_has_happened(state: Callable[[Page], None], visit: Visit) -> None:
    page = visit("director")
    state(page)
    fail_with(violations(page, str(state.__doc__).rstrip(".")))
