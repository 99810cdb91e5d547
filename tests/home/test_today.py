"""Idag: what waits, grouped by when, with one filled button, and the weeks to come as a river and a list."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from meeting_world import COMING, HELD
from world import SignedIn

from finsam.core.models import Association, Person, SeatRole
from finsam.core.tenancy import within
from finsam.home.today import today_page
from finsam.home.today_words import short, summed_up, when
from finsam.meetings.models import Meeting, Opened

SPACE = "\N{NO-BREAK SPACE}"


def person_of(browser: Client) -> Person:
    return Person.objects.get(pk=browser.session["_auth_user_id"])


def test_what_is_late_stands_first_with_the_only_filled_button(signed_in: SignedIn, sydnarke: Association) -> None:
    director = person_of(signed_in(sydnarke, SeatRole.DIRECTOR))
    page = today_page(director, HELD + timedelta(days=15))
    assert next(group.title for group in page.groups) == "Försenat"
    assert [act.filled for group in page.groups for act in group.acts].count(True) == 1
    assert page.groups[0].acts[0].filled
    late = [act.what for act in page.groups[0].acts]
    assert f"Lämna protokollet från styrelsemötet 12{SPACE}september till justering" in late


def test_a_member_is_asked_to_read_the_papers_this_week(signed_in: SignedIn, sydnarke: Association) -> None:
    browser = signed_in(sydnarke, SeatRole.MEMBER)
    monday = COMING - timedelta(days=COMING.weekday())
    page = today_page(person_of(browser), monday)
    assert next((g.title, [a.action for a in g.acts]) for g in page.groups) == ("Den här veckan", ["Läs handlingarna"])
    assert page.state == f"Vecka {COMING.isocalendar().week}. En sak ska göras den här veckan."
    with within(sydnarke):
        Opened.objects.create(
            association=sydnarke, meeting=Meeting.objects.get(held_on=COMING), person=person_of(browser)
        )
    assert "Läs handlingarna" not in str(today_page(person_of(browser), monday).groups)


def test_the_river_and_its_list_say_the_same(signed_in: SignedIn, sydnarke: Association) -> None:
    page = today_page(person_of(signed_in(sydnarke, SeatRole.MEMBER)), COMING - timedelta(days=20))
    assert page.weeks is not None
    listed = [row.cells[1].text for row in page.weeks.rows]
    assert listed == ["Styrelsemöte, Sydnärke", "Budget 2031 ska vara fastställd (lag)"]
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", page.river)
    assert set(listed) <= {text.replace("…", "") for text in drawn}


def test_each_association_has_its_own_view(signed_in: SignedIn, sydnarke: Association, neighbour: Association) -> None:
    signed_in(sydnarke, SeatRole.DIRECTOR)
    browser = signed_in(neighbour, SeatRole.DIRECTOR)
    page = today_page(person_of(browser), HELD, "sydnarke")
    assert [(tab.label, tab.current) for tab in page.tabs] == [
        ("Alla", False), ("Grannlandet", False), ("Sydnärke", True),
    ]  # fmt: skip
    assert all("Sydnärke · " in act.why for group in page.groups for act in group.acts)
    assert page.tabs[0].count == sum(int(tab.count or 0) for tab in page.tabs[1:])


def test_the_page_is_drawn(signed_in: SignedIn, sydnarke: Association) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    shown = browser.get("/").content.decode()
    assert "Sex veckor framåt" in shown
    assert shown.count("button-filled") <= 1


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, ""),
        (date(2025, 11, 13), "i dag"),
        (date(2025, 11, 12), "en dag sen"),
        (date(2025, 11, 8), f"5{SPACE}dagar sen"),
        (date(2021, 12, 3), f"3{SPACE}dec 2021"),
        (date(2025, 11, 14), f"fre 14{SPACE}nov"),
        (date(2026, 3, 31), f"tis 31{SPACE}mars 2026"),
    ],
)
def test_when(due: date | None, said: str) -> None:
    assert when(due, date(2025, 11, 13)) == said


def test_the_day_in_a_sentence() -> None:
    today = date(2025, 11, 13)
    assert summed_up(today, [("Försenat", 1), ("I dag", 2), ("Sedan", 4)]) == (
        "Vecka 46. En sak är försenad och två ska göras i dag."
    )
    assert summed_up(today, [("Försenat", 13)]) == "Vecka 46. 13 saker är försenade."
    assert summed_up(today, [("Sedan", 4)]) == "Vecka 46. Inget måste göras den här veckan."
    assert summed_up(today, []) == "Vecka 46. Inget väntar på dig."


@pytest.mark.parametrize(("month", "said"), [(5, "maj"), (6, "juni"), (9, "sep"), (3, "mars")])
def test_short_days(month: int, said: str) -> None:
    assert short(date(2025, month, 1)) == f"1{SPACE}{said}"
