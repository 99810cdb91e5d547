"""axe finds nothing when something has happened on a page; and at no width has anything to be scrolled sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.addresses import PAGES, Address, Reach
from journeys.axe import fail_with, violations
from journeys.browsing import Visit, sign_in

WIDTHS = (320, 390, 640, 1024)
OVERFLOWING = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > width + 1);
    return wide.map(one => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`).slice(0, 5)
        .concat(`${document.documentElement.scrollWidth} > ${width}`);
}"""


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


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_nothing_has_to_be_scrolled_sideways(address: Address, visit: Visit) -> None:
    page = visit("" if address.reach is Reach.EVERYBODY else "director", path=address.path, width=WIDTHS[0])
    sideways = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        sideways[width] = page.evaluate(OVERFLOWING)
    assert {width: wide for width, wide in sideways.items() if wide} == {}
