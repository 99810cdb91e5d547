"""axe-core on a page, in the lights and widths it is used in, and its findings in words."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_BUT_COLOUR = """rules => axe.run(document, {
    runOnly: {type: "tag", values: rules}, rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"],
})"""
COLOUR = """() => {
    const look = one => {
        const {color, backgroundColor, fontSize, fontWeight, display, opacity} = getComputedStyle(one);
        return [one.tagName, color, backgroundColor, fontSize, fontWeight, display, opacity].join();
    };
    const ground = one => {
        while (one && getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)") one = one.parentElement;
        return one ? getComputedStyle(one).backgroundColor : "";
    };
    const seen = new Set();
    const alike = [...document.querySelectorAll("tr, p, li, dt, dd")].filter(one => {
        const kind = [ground(one), ...[one, ...one.querySelectorAll("*")].map(look)].join("|");
        return seen.size === seen.add(kind).size;
    });
    return axe.run({include: [document.documentElement], exclude: alike}, {
        runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}, resultTypes: ["violations"],
    });
}"""
"""Colours, once for each look: of the thousand rows of a report that are drawn alike, one is measured."""

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def violations(page: Page, where: str) -> list[str]:
    """What axe finds on a page as it stands: wide and light, in the dark, and on a phone."""
    page.evaluate(AXE_SCRIPT)
    found = [*_found(page, f"{where}, brett"), *_colours(page, f"{where}, brett")]
    page.emulate_media(color_scheme="dark")
    found += _colours(page, f"{where}, mörkt")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += [*_found(page, f"{where}, telefon"), *_colours(page, f"{where}, telefon")]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return found


def fail_with(found: list[str]) -> None:
    """Fail with everything that was found, in full."""
    if found:
        pytest.fail(f"axe: {len(found)} fel\n" + "\n".join(found), pytrace=False)


def _found(page: Page, where: str) -> Iterator[str]:
    return (_told(where, broken) for broken in page.evaluate(ALL_BUT_COLOUR, RULES)["violations"])


def _colours(page: Page, where: str) -> Iterator[str]:
    return (_told(where, broken) for broken in page.evaluate(COLOUR)["violations"])


def _told(where: str, broken: dict[str, Any]) -> str:
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
