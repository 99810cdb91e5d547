"""axe finds nothing on any page, for the director who sees most and for the chair who is refused some of it.

And at no width has anything to be scrolled sideways.
"""

import pytest
from playwright.sync_api import Page

from journeys.addresses import PAGES, Address, Reach
from journeys.axe import fail_with, violations
from journeys.browsing import Visit

WIDTHS = (320, 390, 640, 1024)
OVERFLOWING = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > width + 1);
    return wide.map(one => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`).slice(0, 5)
        .concat(`${document.documentElement.scrollWidth} > ${width}`);
}"""


def sideways(page: Page) -> dict[int, list[str]]:
    """What is wider than the window, by the window's width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = page.evaluate(OVERFLOWING)
    return {width: wide for width, wide in found.items() if wide}


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_axe_finds_nothing_and_nothing_is_scrolled_sideways(address: Address, visit: Visit) -> None:
    """One visit for both: to open a page costs more than to measure it."""
    role = "" if address.reach is Reach.EVERYBODY else "director"
    page = visit(role, path=address.path)
    content = page.get_by_role("main").inner_html()
    fail_with(violations(page, f"{role} {address.path}"))
    assert sideways(page) == {}
    if role:
        page.close()
        other = visit("chair", path=address.path)
        if other.get_by_role("main").inner_html() != content:  # what the chair sees alike has been looked at
            fail_with(violations(other, f"chair {address.path}"))
