"""The director's day: sign in, see the year, open a number, follow it to its rows, read and fetch the report."""

import csv
import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from journeys.browsing import Visit, grid, plain, sign_in

BY_SEX = "/sydnarke/tal/participants.by_sex/2019/"


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait for the page of this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_the_director_signs_in_and_opens_the_number_of_participants_where_it_stands(visit: Visit) -> None:
    page = visit(path="/")
    expect(page).to_have_url(re.compile(r"/logga-in/\?next=/$"))
    sign_in(page, "director")
    heading(page, re.compile(r"^(Mån|Tis|Ons|Tors|Fre|Lör|Sön)dag\s\d+\s\w+"))
    expect(page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Idag")).to_have_attribute(
        "aria-current", "page"
    )
    page.get_by_role("main").get_by_role("link", name="Samordningsförbundet Sydnärke").click()
    heading(page, "Sydnärke")

    number = page.get_by_role("link", name="430 deltagare")
    number.click()
    panel = page.get_by_role("region", name=re.compile("^Tal: "))
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Vad det är")
    expect(panel.get_by_role("link", name="Årsredovisning 2019")).to_be_visible()
    expect(number).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile(r"/sydnarke/$"))
    text, opened = number.bounding_box(), panel.bounding_box()
    assert text
    assert opened
    assert opened["y"] >= text["y"] + text["height"]

    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(number).to_be_focused()
    assert number.get_attribute("aria-expanded") != "true"

    number.click()
    panel.get_by_role("link", name="Visa raderna bakom").click()
    heading(page, "Deltagare i individinriktade insatser")
    page.get_by_role("link", name=re.compile("^Visa alla")).click()
    rows = grid(page.get_by_role("table", name=re.compile("^Registreringar")))
    assert rows[0][-1] == "Antal"
    assert sum(int(row[-1]) for row in rows[1:]) == 430


def test_a_second_click_closes_what_the_first_opened_and_another_number_takes_its_place(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/")
    panel = page.get_by_role("region", name=re.compile("^Tal: "))
    page.get_by_role("link", name="430 deltagare").click()
    expect(panel).to_contain_text("430 deltagare")
    lead = page.get_by_role("main").get_by_role("paragraph").filter(has_text="Av de avslutade")
    lead.get_by_role("link", name="24 %").click()
    expect(panel).to_have_count(1)
    expect(panel).to_contain_text("45 ÷ 189")
    lead.get_by_role("link", name="24 %").click()
    expect(panel).to_have_count(0)


def test_a_share_in_the_annual_report_opens_to_its_parts_and_to_as_many_rows_as_it_says(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/")
    page.get_by_role("link", name="Årsredovisning 2019", exact=True).click()
    heading(page, "Årsredovisning 2019")
    said = page.get_by_role("paragraph").filter(has_text="ledde till arbete, studier eller aktivt arbetssökande")
    said.get_by_role("link", name="24 %").click()
    panel = page.get_by_role("region", name=re.compile("^Tal: "))
    expect(panel).to_contain_text("45 ÷ 189")
    panel.get_by_role("link", name="Visa raderna bakom").click()
    expect(page).to_have_url(re.compile("participants.work_share/2019/.*#rader$"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("45 rader")
    expect(main).to_contain_text("189 rader")
    for word, count in (("Täljaren", 45), ("Nämnaren", 189)):
        every = page.get_by_role("link", name=re.compile(rf"^Visa alla {count} rader"))
        if every.count():
            every.click()
        part = page.locator("section").filter(has=page.get_by_role("heading", name=re.compile(f"^{word}")))
        assert len(grid(part.get_by_role("table"))) - 1 == count


def test_the_annual_report_is_fetched_as_pdf_and_as_data(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/rapporter/")
    page.get_by_role("main").get_by_role("link", name="Årsredovisning 2019", exact=True).click()
    for name, kind, begins in (("Öppna PDF", "application/pdf", b"%PDF-"), ("Hämta data", "application/json", b"{")):
        link = page.get_by_role("link", name=name)
        answer = page.request.get(str(link.get_attribute("href")))
        assert (answer.status, answer.headers["content-type"]) == (200, kind)
        assert answer.body().startswith(begins)


def downloaded(page: Page, name: str) -> Path:
    """Click the link and return the file it brought."""
    with page.expect_download() as fetched:
        page.get_by_role("link", name=name, exact=True).first.click()
    path = fetched.value.path()
    assert re.fullmatch(r"sydnarke-participants.by_sex-2019\.(csv|xlsx)", fetched.value.suggested_filename)
    return path


def test_a_table_is_fetched_as_csv_and_says_what_the_page_says(visit: Visit) -> None:
    page = visit("director", path=BY_SEX)
    shown = grid(page.get_by_role("table", name="Deltagare efter kön"))
    content = downloaded(page, "CSV").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")) == shown


def test_a_table_is_fetched_as_excel_with_numbers_that_can_be_added(visit: Visit) -> None:
    page = visit("director", path=BY_SEX)
    shown = grid(page.get_by_role("table", name="Deltagare efter kön"))
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Excel").read_bytes()))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [[str(cell) for cell in row] for row in rows] == shown
    assert {type(cell) for row in rows[1:] for cell in row[1:]} == {int}
    about = [str(row[0]) for row in book.worksheets[1].iter_rows(values_only=True)]
    assert about[0] == "Deltagare efter kön"
    book.close()


def test_the_plan_of_sofint_is_found_by_the_menu_and_shows_the_budgeted_result_and_capital(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/")
    page.get_by_role("banner").get_by_text("Förbund: Sydnärke").click()
    page.get_by_role("banner").get_by_role("link", name="SOFINT").click()
    heading(page, "SOFINT")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Pengar").click()
    page.get_by_role("link", name="Budget", exact=True).click()
    page.get_by_role("link", name="Version 1").first.click()
    plan = {row[0]: row[1:] for row in grid(page.get_by_role("table").first)}
    assert plan["Resultat"] == ["2355", "2681", "−4470"]
    assert plan["Utgående eget kapital"] == ["512355", "515036", "510566"]
    shown = plain(page.get_by_role("main").inner_text())
    assert "2 355" in shown
    assert "512 355" in shown


def test_the_year_is_changed_and_the_numbers_with_it(visit: Visit) -> None:
    page = visit("director", path="/sydnarke/pengar/")
    heading(page, "Pengar, januari–december 2019")
    page.get_by_role("main").get_by_role("link", name="2018", exact=True).click()
    heading(page, "Pengar, januari–december 2018")
    page.get_by_role("main").get_by_role("link", name="2019", exact=True).click()
    heading(page, "Pengar, januari–december 2019")
