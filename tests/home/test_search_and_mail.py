"""One field finds everything with words, and never what somebody may not read; letters can be read."""

import pytest
from django.test import Client
from meeting_world import COMING, HELD
from world import SignedIn

from finsam.cases.models import Case
from finsam.core.models import Association, Mail, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Decision, Item, Meeting, MeetingState

pytestmark = pytest.mark.django_db


def found(browser: Client, words: str) -> str:
    answer = browser.get("/sydnarke/sok/", {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def test_search_finds_cases_items_interventions_and_figures(signed_in: SignedIn, sydnarke: Association) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    page = found(browser, "mottagningsteamet")
    assert f"/sydnarke/moten/{HELD}/protokoll/#p2" in page
    assert f"/sydnarke/moten/{COMING}/handlingar/" in page
    assert "/sydnarke/arenden/2025/1/" in page
    assert "/sydnarke/insatser/mottagningsteam/" in found(browser, "mottagningsteam")
    assert "/sydnarke/tal/" in found(browser, "årets resultat")
    assert '<input id="sok" type="search" name="q" value="mottagningsteamet"' in page


def test_a_section_and_a_decision_are_found(signed_in: SignedIn, sydnarke: Association) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        item = Item.objects.get(meeting__held_on=HELD, number=2)
        Decision.objects.filter(item=item).update(text="bygga en damm vid ån")
    assert "#p2" in found(browser, "§ 2")
    assert "#p2" in found(browser, "dammar")


def test_drafts_and_secrets_are_found_only_by_those_who_may_read_them(
    signed_in: SignedIn, sydnarke: Association
) -> None:
    coordinator = signed_in(sydnarke, SeatRole.COORDINATOR)
    section = f"{HELD}/protokoll/#p2"
    assert section not in found(coordinator, "mottagningsteamet")
    with within(sydnarke):
        Meeting.objects.filter(held_on=HELD).update(state=MeetingState.ADJUSTED)
        Item.objects.filter(meeting__held_on=HELD).update(case=Case.objects.get(year=2025, number=1))
    assert section in found(coordinator, "mottagningsteamet")
    with within(sydnarke):
        Case.objects.update(secret=True, secrecy_ground="OSL 26 kap. 1 §")
    page = found(coordinator, "mottagningsteamet")
    assert section not in page
    assert "/arenden/2025/1/" not in page


@pytest.mark.parametrize("words", ["", "   ", "\0", "&|!", "'; --", "x" * 5000, "<script>", "finns inte alls"])
def test_odd_words_find_nothing_and_break_nothing(words: str, signed_in: SignedIn, sydnarke: Association) -> None:
    page = found(signed_in(sydnarke, SeatRole.DIRECTOR), words)
    assert "<script>" not in page.partition("<main")[2]
    assert 'class="hits"' not in page


def test_letters_are_shown_with_what_became_of_them(signed_in: SignedIn, sydnarke: Association) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        Mail.objects.create(association=sydnarke, to="a@finsam.test", subject="Stopp", text="Hej", failure="fullt")
    page = browser.get("/sydnarke/utskick/").content.decode()
    assert "Kallelse, Mottagningsteamet" in page
    assert "kom inte iväg: fullt" in page
    assert "Ingen e-postserver är inställd" in page
    assert "2 väntar på att skickas" in page
    assert "Utskick" in browser.get("/sydnarke/").content.decode()


def test_the_file_of_a_letter_is_a_download_and_others_are_not_found(
    signed_in: SignedIn, sydnarke: Association, neighbour: Association
) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        own = Mail.objects.get().pk
        bare = Mail.objects.create(association=sydnarke, to="a@finsam.test", subject="Utan", text="Hej").pk
    with within(neighbour):
        theirs = Mail.objects.exclude(attachment_name="").get().pk
    answer = browser.get(f"/sydnarke/utskick/{own}/fil/")
    assert answer["Content-Disposition"] == 'attachment; filename="kallelse.txt"'
    assert answer.content.startswith(b"Underlag")
    assert [browser.get(f"/sydnarke/utskick/{one}/fil/").status_code for one in (bare, theirs, 999999)] == [404] * 3


def test_a_member_reads_no_letters(signed_in: SignedIn, sydnarke: Association) -> None:
    browser = signed_in(sydnarke, SeatRole.MEMBER)
    assert browser.get("/sydnarke/utskick/").status_code == 403
    assert "Utskick" not in browser.get("/sydnarke/").content.decode()
