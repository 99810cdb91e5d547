"""Others than the director, and other ways of using a page: keyboard only, no script, a wrong password, a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from finsam.home.management.commands.demo import PASSWORD
from journeys.browsing import EMAIL, Visit, plain, sign_in

TOTAL = "/sydnarke/tal/participants.total/2019/"
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const name = one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || one.tagName;
    return [name.replace(/\\s+/g, " ").trim(), seen];
}"""


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the named thing has the focus; every stop on the way must be seen to have it."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        said, seen = page.evaluate(FOCUSED)
        assert seen, f"fokus syns inte på ”{said}”"
        stops.append(said)
        if said.startswith(name):
            return
    pytest.fail(f"Tab når aldrig ”{name}”: {stops}")


def test_with_the_keyboard_alone_one_gets_from_sign_in_to_an_opened_number_and_out_of_it(visit: Visit) -> None:
    page = visit(path="/")
    tab_to(page, "E-post")
    page.keyboard.type(EMAIL["director"])
    tab_to(page, "Lösenord", 1)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    tab_to(page, "Samordningsförbundet Sydnärke")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sydnarke/$"))
    tab_to(page, "430 deltagare")
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name=re.compile("^Tal: "))
    expect(panel).to_be_focused()
    tab_to(page, "Visa raderna bakom", 3)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("link", name="430 deltagare")).to_be_focused()


def test_the_first_stop_on_a_page_leads_past_the_band_to_its_content(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/")
    tab_to(page, "Hoppa till innehållet", 1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, "2018", 1)


def test_menus_open_and_close_from_the_keyboard(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/")
    tab_to(page, "Du är:")
    page.keyboard.press("Enter")
    out = page.get_by_role("banner").get_by_role("button", name="Logga ut")
    expect(out).to_be_visible()
    page.keyboard.press("Escape")
    expect(out).to_be_hidden()
    assert page.evaluate(FOCUSED)[0].startswith("Du är:")


def test_without_script_numbers_open_as_pages_and_tables_and_menus_unfold(visit: Visit) -> None:
    page = visit(path="/sydnarke/", java_script_enabled=False)
    sign_in(page, "director")
    expect(page).to_have_url(re.compile(r"/sydnarke/$"))
    page.get_by_role("link", name="430 deltagare").click()
    expect(page).to_have_url(re.compile(r"/tal/participants.total/2019/$"))
    expect(page.get_by_role("main")).to_contain_text("Vad det är")
    page.go_back()
    page.get_by_text("Visa som tabell").first.click()
    expect(page.get_by_role("main").get_by_role("table").first).to_be_visible()
    page.get_by_role("banner").locator("summary").filter(has_text="Du är:").click()
    page.get_by_role("banner").get_by_role("button", name="Logga ut").click()
    expect(page).to_have_url(re.compile(r"/logga-in/$"))
    page.goto("/sydnarke/")
    expect(page).to_have_url(re.compile(r"/logga-in/\?next=/sydnarke/$"))


def test_the_chair_sees_how_many_registrations_there_are_and_why_not_the_rows(visit: Visit) -> None:
    page = visit("chair", path=TOTAL)
    main = page.get_by_role("main")
    expect(main).to_contain_text(
        re.compile(r"Bakom talet finns \d+ rader i registreringar\. Din roll får inte läsa dem")
    )
    expect(page.get_by_role("table", name=re.compile("^Registreringar"))).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Visa alla"))).to_have_count(0)
    expect(page.get_by_role("table", name=re.compile("^Huvudboken"))).to_have_count(0)
    page.goto("/sydnarke/tal/money.costs/2019/")
    expect(page.get_by_role("table", name=re.compile("^Huvudboken")).first).to_be_visible()


def test_a_wrong_password_keeps_the_address_says_what_to_do_and_can_be_put_right(visit: Visit) -> None:
    page = visit(path="/sydnarke/pengar/")
    sign_in(page, "chair", "fel lösenord")
    problem = page.get_by_role("alert")
    expect(problem).to_be_focused()
    expect(problem).to_contain_text("Kontrollera båda och försök igen")
    expect(page.get_by_label("E-post")).to_have_value(EMAIL["chair"])
    expect(page.get_by_label("Lösenord")).to_have_value("")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sydnarke/pengar/$"))


def test_a_forgotten_field_is_pointed_out_where_it_stands(visit: Visit) -> None:
    page = visit(path="/logga-in/")
    page.get_by_label("E-post").fill("inte en adress")
    page.get_by_role("button", name="Logga in").click()
    for label in ("E-post", "Lösenord"):
        field = page.get_by_label(label)
        expect(field).to_have_attribute("aria-invalid", "true")
        described = [
            page.locator(f"#{name}").inner_text() for name in str(field.get_attribute("aria-describedby")).split()
        ]
        assert any(plain(text) for text in described)
    expect(page.get_by_label("E-post")).to_have_value("inte en adress")


def test_on_a_phone_the_bar_at_the_bottom_leads_everywhere(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/", width=390, has_touch=True)
    bar = page.get_by_role("navigation", name="Genvägar")
    bar.get_by_role("link", name="Pengar").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pengar, januari–december 2019")
    bar.get_by_text("Mer").tap()
    bar.get_by_role("link", name="Deltagare").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deltagare 2019")


def test_on_a_phone_a_number_opens_and_closes_where_it_stands_too(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/", width=390, has_touch=True)
    page.get_by_role("link", name="430 deltagare").tap()
    panel = page.get_by_role("region", name=re.compile("^Tal: "))
    expect(panel).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    close = panel.get_by_role("link", name="Stäng")
    assert close.count() == 1, "på en telefon finns ingen Escape: panelen behöver Stäng"
    close.tap()
    expect(panel).to_have_count(0)
