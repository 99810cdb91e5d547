"""Everybody can use every page: axe finds nothing, and nothing has to be scrolled sideways."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from journeys.addresses import PAGES, Address
from journeys.browsing import Visit, sign_in

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """rules => axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]})"""
OVERFLOWING = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > width + 1);
    return wide.map(one => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`).slice(0, 5)
        .concat(`${document.documentElement.scrollWidth} > ${width}`);
}"""
PHONE, NARROW, WIDE = 390, 320, 1280
SIGNED_OUT = "sign_in"


def violations(page: Page, where: str) -> list[str]:
    """Run axe; return one readable piece for each rule that is broken, with where and what to look at."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(AXE, RULES)
    return [told(where, broken) for broken in found["violations"]]


def told(where: str, broken: dict[str, Any]) -> str:
    """Write a violation out: the page, the rule, the first places, and what axe says of them."""
    lines = [f"{where}: {broken['id']} ({broken['impact']}), {broken['help']}, {len(broken['nodes'])} ställen"]
    for node in broken["nodes"][:3]:
        says = [check["message"] for check in node["any"] + node["all"] + node["none"]]
        lines += [
            f"    {' '.join(map(str, node['target']))}",
            f"      {node['html'][:160]}",
            f"      {'; '.join(says)[:300]}",
        ]
    return "\n".join(lines)


def in_every_light(page: Page, where: str) -> Iterator[str]:
    """Violations of a page as it stands: wide and light, dark, and on a phone."""
    yield from violations(page, f"{where}, ljust")
    page.emulate_media(color_scheme="dark")
    yield from violations(page, f"{where}, mörkt")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": PHONE, "height": 844})
    yield from violations(page, f"{where}, {PHONE} punkter")
    page.set_viewport_size({"width": WIDE, "height": 900})


@pytest.mark.parametrize("role", ["director", "chair"])
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_axe_finds_nothing_on_a_page(address: Address, role: str, visit: Visit) -> None:
    page = visit("" if address.name == SIGNED_OUT else role, path=address.path)
    assert "\n".join(in_every_light(page, address.path)) == ""


def opened_number(page: Page) -> None:
    """A number opened where it stands."""
    page.goto("/sydnarke/")
    page.get_by_role("link", name="430 deltagare").click()
    expect(page.get_by_role("region", name="Tal: ")).to_be_visible()


def opened_cell(page: Page) -> None:
    """A number opened in its table."""
    page.goto("/sydnarke/deltagare/")
    page.get_by_role("main").get_by_role("table").first.get_by_role("link").first.click()
    expect(page.get_by_role("region", name="Tal: ")).to_be_visible()


def everything_unfolded(page: Page) -> None:
    """Every table under a picture shown."""
    page.goto("/sydnarke/")
    for word in page.get_by_text("Visa som tabell").all():
        word.click()


def open_menu(page: Page) -> None:
    """The person's own menu open."""
    page.goto("/sydnarke/")
    page.get_by_role("banner").get_by_text("Du är:").click()


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
    """A year without anything."""
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


@pytest.mark.parametrize("state", STATES, ids=lambda state: str(state.__doc__))
def test_axe_finds_nothing_when_something_has_happened_on_a_page(state: Callable[[Page], None], visit: Visit) -> None:
    page = visit("director")
    state(page)
    assert "\n".join(in_every_light(page, str(state.__doc__))) == ""


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_nothing_has_to_be_scrolled_sideways(address: Address, visit: Visit) -> None:
    page = visit("" if address.name == SIGNED_OUT else "director", path=address.path, width=NARROW)
    sideways = {}
    for width in (NARROW, PHONE, 640, 1024):
        page.set_viewport_size({"width": width, "height": 844})
        sideways[width] = page.evaluate(OVERFLOWING)
    assert {width: wide for width, wide in sideways.items() if wide} == {}
