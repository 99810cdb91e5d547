"""The gallery in a browser: no violations, no sideways scrolling, and the small script does what it says."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal

import django_htmx
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route, sync_playwright

import finsam.ui
from finsam.ui import gallery
from finsam.ui.shell import Area, Shell

CHROMIUM = Path("/usr/bin/chromium")
STATIC = Path(finsam.ui.__file__).parent / "static" / "ui"
AXE = files("axe_playwright_python") / "axe.min.js"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx"
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium"),
    pytest.mark.xdist_group("browser"),
]
SHELL = Shell(
    association="SOFINT",
    associations=[("SOFINT", "/sofint/"), ("Sydnärke", "/sydnarke/")],
    areas=[Area("Idag", "/"), Area("Översikt", "/o/", current=True), Area("Pengar", "/p/")],
    phone_areas=[Area("Idag", "/"), Area("Pengar", "/p/")],
    user="Förbundschef",
    sign_out_url="/ut/",
    search_url="/sok/",
    help_url="/hjalp/",
)
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
)


def body(path: str) -> str:
    """Return the page at an address of the pretended site."""
    if path == "/_ui/tal/":
        return render_to_string("ui/gallery_figure.html#panel", {"page": gallery.opened_figure()})
    return render_to_string(
        "ui/gallery.html", {"page": gallery.page_of_parts(), "shell": SHELL, "csrf_token": "x", "messages": []}
    )


def serve(route: Route) -> None:
    """Answer from the files and templates; no server is started."""
    path = "/" + route.request.url.split("/", 3)[3].split("?")[0]
    if path.startswith("/static/"):
        folder = STATIC if "/ui/" in path else HTMX
        route.fulfill(path=folder / path.rsplit("/", 1)[1])
    else:
        route.fulfill(body=body(path), content_type="text/html", headers={"Content-Security-Policy": POLICY})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the module."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, width: int, scheme: Literal["light", "dark"] = "light", *, bypass: bool = False) -> Page:
    """Open the gallery."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=bypass
    )
    page = context.new_page()
    page.route("**/*", serve)
    page.goto("http://finsam.test/_ui/")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(browser: Browser, width: int, scheme: Literal["light", "dark"]) -> None:
    page = opened(browser, width, scheme, bypass=True)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document)")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("width", [320, 390, 620, 900, 1024, 1440])
def test_nothing_scrolls_sideways(browser: Browser, width: int) -> None:
    page = opened(browser, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_policy_blocks_nothing(browser: Browser) -> None:
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("**/*", serve)
    page.goto("http://finsam.test/_ui/")
    page.wait_for_load_state("networkidle")
    assert said == []


def test_figure_opens_in_place_and_closes_with_escape(browser: Browser) -> None:
    page = opened(browser, 1440)
    link = page.get_by_role("link", name="29 av 38").first
    link.click()
    page.locator(".page-main > .openable .panel").wait_for()
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".page-main > .openable .panel").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "29 av 38"


def test_slash_goes_to_search_and_menus_close(browser: Browser) -> None:
    page = opened(browser, 1440)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "sok"
    page.locator(".band-association summary").click()
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    page.locator(".band-association summary").click()
    page.locator("h1").click()
    assert page.locator("details.menu[open]").count() == 0


def test_phone_has_a_bar_and_more(browser: Browser) -> None:
    page = opened(browser, 390)
    assert not page.locator(".nav").is_visible()
    page.locator(".bar summary").click()
    assert page.locator(".bar .menu-list a").first.is_visible()
    box = page.locator(".bar .menu-list").bounding_box()
    assert box
    assert box["width"] == 390
