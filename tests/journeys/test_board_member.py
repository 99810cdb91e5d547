"""A member of the board with a phone: the day says there are papers to read; they are opened, and it says so no more."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from finsam.home.demo_meetings import add_demo_meetings
from journeys.browsing import Site, Visit, sign_in

PHONE = 390


@pytest.fixture(scope="module", autouse=True)
def _called(site: Site, django_db_blocker: DjangoDbBlocker) -> None:
    """The board of SOFINT is called to a meeting within the fortnight."""
    with django_db_blocker.unblock():
        add_demo_meetings(timezone.localdate())


def test_a_member_finds_the_papers_on_the_day_and_opens_them(visit: Visit) -> None:
    page = visit(path="/", width=PHONE)
    sign_in(page, "member")
    act = page.get_by_role("listitem").filter(has_text="Läs handlingarna till styrelsemötet").last
    expect(act).to_contain_text("Du har inte öppnat dem än.")
    page.get_by_role("link", name="Läs handlingarna").click()

    expect(page.get_by_role("heading", level=2, name=re.compile("Projektansökan Coachingteamet"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_role("link", name=re.compile(r"^(Bilaga )?\d+(\.\d+)?$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ekonomisk rapport")

    page.get_by_role("navigation", name="Genvägar").get_by_role("link", name="Idag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"^(Mån|Tis|Ons|Tors|Fre|Lör|Sön)dag\s\d+\s\w+")
    )
    expect(page.get_by_text("Läs handlingarna till styrelsemötet")).to_have_count(0)


def test_the_weeks_to_come_stand_as_a_list_on_a_phone_and_lead_to_the_meeting(visit: Visit) -> None:
    page = visit("member", path="/", width=PHONE)
    page.get_by_text("Visa som tabell").click()
    expect(page.get_by_role("row").filter(has_text="Styrelsemöte, SOFINT")).to_be_visible()
    page.get_by_role("link", name=re.compile("Styrelsemöte, SOFINT$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Styrelsemöte fredag "))


def test_search_is_one_key_away(visit: Visit) -> None:
    page = visit("member", path="/sofint/")
    page.keyboard.press("/")
    page.keyboard.type("Coachingteamet")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sofint/sok/\?q=Coachingteamet$"))
    expect(page.get_by_role("heading", level=2, name="Möten och protokoll")).to_be_visible()
