"""A meeting is run from the keyboard, through a lost network and beside another secretary, and nothing typed is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.db import connection
from live_meeting import DAY, Gathered, opened
from playwright.sync_api import Locator, Page, expect

from finsam.core.models import Association, Person
from finsam.core.tenancy import within
from finsam.home.management.commands.demo import PEOPLE
from finsam.meetings.actions.during_items import begin_item, fingerprint, save_field
from finsam.meetings.models import Item, ItemState
from journeys.axe import fail_with, violations
from journeys.browsing import Site, Visit, press

YEARS = count(1)
Opened = Callable[..., tuple[Gathered, str]]


def committed(act: Callable[[Association, Person], Any]) -> Any:
    """Do something in a transaction of its own, so that the server sees it: the test's own is never committed."""

    def done() -> Any:
        association = Association.objects.get(slug="sydnarke")
        by = Person.objects.get(email=next(email for email, _, role in PEOPLE if role == "director"))
        try:
            with within(association):
                return act(association, by)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(done).result()


@pytest.fixture
def meeting(site: Site) -> Opened:
    """Open a meeting of its own in the site's database, and give its address."""

    def made(**more: Any) -> tuple[Gathered, str]:
        on: date = DAY.replace(year=DAY.year + next(YEARS))  # §§ are numbered by the year
        gathered = committed(lambda association, by: opened(association, by, on=on, **more))
        return gathered, f"/sydnarke/moten/beredning-{on}/mote/"

    return made


def stored(item: Item) -> Item:
    return committed(lambda _, __: Item.objects.prefetch_related("decisions").get(pk=item.pk))


def decision(page: Page) -> Locator:
    return page.get_by_label("Beslut", exact=True)


def test_three_paragraphs_are_run_from_the_keyboard_alone(visit: Visit, meeting: Opened) -> None:
    made, path = meeting()
    page = visit("director", path=path)
    press(page, "Control+Enter")
    expect(page.get_by_role("button", name="Avsluta § 1")).to_be_visible()
    press(page, "1")
    expect(decision(page)).to_have_value("att förklara mötet öppnat")
    press(page, "Control+Enter")
    expect(page.get_by_role("button", name="Börja § 2")).to_be_visible()
    press(page, "Alt+ArrowDown")
    expect(page.get_by_role("heading", name="Punkt 3")).to_be_visible()
    press(page, "Control+Enter")
    expect(page.get_by_role("button", name="Avsluta § 2")).to_be_visible()
    press(page, "b")
    page.keyboard.type("bevilja 100 000 kronor")
    press(page, "Enter")
    page.keyboard.type("tacka sökanden")
    press(page, "Alt+2")
    press(page, "Alt+1")
    expect(decision(page)).to_have_value("att bevilja ansökan")
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", name="Punkt 2")).to_be_visible()
    press(page, "Alt+ArrowDown")
    expect(page.get_by_role("heading", name="Punkt 4")).to_be_visible()
    press(page, "Control+Enter")
    expect(page.get_by_role("button", name="Avsluta § 3")).to_be_visible()
    press(page, "1")
    press(page, "Control+Enter")
    expect(page.get_by_text("§ 1–3 klara")).to_be_visible()
    third = stored(made.items[2])
    assert (third.number, third.state, [d.text for d in third.decisions.all()]) == (
        2,
        ItemState.CLOSED,
        ["bevilja ansökan"],
    )


def test_a_paragraph_is_not_closed_undecided_nor_the_meeting_ended(visit: Visit, meeting: Opened) -> None:
    made, path = meeting(begun=1)
    page = visit("director", path=path)
    page.get_by_role("button", name="Avsluta § 1").click()
    expect(page.get_by_role("alert")).to_contain_text("inte avgjord")
    page.get_by_role("button", name="Avsluta mötet").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(5)
    page.get_by_role("alert").get_by_role("link", name="Punkt 3").click()
    expect(page.get_by_role("heading", name="Punkt 3")).to_be_visible()
    assert stored(made.items[0]).state == ItemState.BEGUN


def test_what_is_typed_without_network_is_kept_and_sent_when_it_is_back(visit: Visit, meeting: Opened) -> None:
    made, path = meeting(begun=1)
    page = visit("director", path=path)
    page.get_by_text("Protokollsanteckning").click()
    field = page.get_by_label("Protokollsanteckning")
    page.context.set_offline(True)
    field.fill("Skrivet utan nät.")
    expect(page.get_by_text("Uppkopplingen bröts")).to_be_visible()
    expect(page.get_by_text("inte på servern")).to_be_visible()
    field.press_sequentially(" Mer.")
    page.context.set_offline(False)
    expect(page.get_by_text("här och på servern")).to_be_visible()
    expect(page.get_by_text("Uppkopplingen bröts")).to_have_count(0)
    assert stored(made.items[0]).remarks == "Skrivet utan nät. Mer."


def test_what_was_not_saved_when_the_browser_closed_is_offered_when_it_opens(visit: Visit, meeting: Opened) -> None:
    made, path = meeting(begun=1)
    page = visit("director", path=path)
    page.get_by_text("Protokollsanteckning").click()
    page.context.set_offline(True)
    page.get_by_label("Protokollsanteckning").fill("Nästan borta.")
    expect(page.get_by_text("Uppkopplingen bröts")).to_be_visible()
    other = page.context.new_page()
    page.close()
    other.context.set_offline(False)
    other.goto(path)
    expect(other.get_by_text("hann inte sparas")).to_be_visible()
    other.get_by_role("button", name="Använd texten").click()
    expect(other.get_by_text("här och på servern")).to_be_visible()
    assert stored(made.items[0]).remarks == "Nästan borta."
    other.reload()
    expect(other.get_by_text("hann inte sparas")).to_have_count(0)


def test_two_secretaries_never_write_over_each_other(visit: Visit, meeting: Opened) -> None:
    made, path = meeting(begun=1)
    first, second = (visit("director", path=path) for _ in range(2))
    for page in (first, second):
        page.get_by_text("Protokollsanteckning").click()
    first.get_by_label("Protokollsanteckning").fill("Den första skrev.")
    expect(first.get_by_text("här och på servern")).to_be_visible()
    second.get_by_label("Beslutet skickas till").fill("sökanden")
    expect(second.get_by_text("här och på servern")).to_be_visible()
    second.get_by_label("Protokollsanteckning").fill("Den andra skrev.")
    expect(second.get_by_text("Båda finns kvar")).to_be_visible()
    expect(second.get_by_text("Den första skrev.")).to_be_visible()
    assert stored(made.items[0]).remarks == "Den första skrev."
    fail_with(violations(second, "två texter"))
    second.get_by_label("Din text").fill("Den första skrev. Den andra skrev.")
    second.get_by_role("button", name="Spara den här texten").click()
    expect(second.get_by_text("här och på servern")).to_be_visible()
    item = stored(made.items[0])
    assert (item.remarks, item.sent_to) == ("Den första skrev. Den andra skrev.", "sökanden")


def test_a_session_that_has_ended_loses_nothing(visit: Visit, meeting: Opened) -> None:
    made, path = meeting(begun=1)
    page = visit("director", path=path)
    page.get_by_text("Protokollsanteckning").click()
    page.context.clear_cookies()
    page.get_by_label("Protokollsanteckning").fill("Skrivet efter utloggning.")
    expect(page.get_by_text("inte längre inloggad")).to_be_visible()
    expect(page.get_by_role("link", name="Logga in igen")).to_be_visible()
    assert stored(made.items[0]).remarks == ""
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "Skrivet efter utloggning." in kept


def test_a_vote_is_cast_with_a_click_and_shown_at_once(visit: Visit, meeting: Opened) -> None:
    _, path = meeting(begun=3)
    page = visit("director", path=f"{path}?punkt=3")
    page.get_by_text("Begär votering").click()
    page.get_by_role("button", name="Öppna voteringen").click()
    expect(page.get_by_text("0 av 5 har röstat")).to_be_visible()
    for place in ("Åby", "Ödeby", "Bäckby"):
        page.get_by_role("group", name=f"{place} kommun").get_by_label("Ja").check(force=True)
    expect(page.get_by_text("3 av 5 har röstat")).to_be_visible()
    expect(page.get_by_text("även om alla som är kvar röstar Nej")).to_be_visible()
    fail_with(violations(page, "votering"))


def test_a_meeting_is_opened_from_the_page_of_who_is_there(visit: Visit, meeting: Opened) -> None:
    page = visit("director", path="/sydnarke/moten/2030-11-22/mote/")
    fail_with(violations(page, "före mötet"))
    page.get_by_role("button", name="Öppna mötet").click()
    expect(page.get_by_text("Pågår sedan")).to_be_visible()
    page.get_by_role("button", name="Paus").click()
    expect(page.get_by_role("button", name="Fortsätt mötet")).to_be_visible()


def test_the_page_says_when_another_has_changed_the_field_meanwhile(visit: Visit, meeting: Opened) -> None:
    made, path = meeting(begun=1)
    page = visit("director", path=path)
    committed(
        lambda association, by: save_field(
            association=association, item=made.items[0].pk, field="decision", text="att vänta",
            based_on=fingerprint(""), by=by,
        )
    )  # fmt: skip
    press(page, "1")
    expect(page.get_by_text("ändrade samma fält")).to_be_visible()
    page.get_by_role("button", name="Ta den andras").click()
    expect(decision(page)).to_have_value("att vänta")


def test_items_begun_by_several_at_once_take_one_number_each(meeting: Opened) -> None:
    made, _ = meeting()

    def begin(item: Item) -> int | None:
        return committed(lambda association, by: begin_item(
            association=association, meeting=made.meeting, item=item.pk, by=by
        ).number)  # fmt: skip

    with ThreadPoolExecutor(6) as at_once:
        numbers = list(at_once.map(begin, made.items[:3] * 4))
    assert sorted(set(numbers)) == [1, 2, 3]
    assert sorted(stored(item).number for item in made.items[:3]) == [1, 2, 3]
