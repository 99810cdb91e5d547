"""The minutes on the web: who may read them when, what is missing, and that they read as in print."""

import pytest
from adjusting import KEY, make_ready
from django.urls import reverse
from django.utils import timezone
from meeting_world import ANNOUNCED
from world import SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.models import Item, Meeting, MeetingState, Reservation
from finsam.meetings.rules.completeness import Draft, DraftItem, gaps_of

DRAFT = f"/sydnarke/moten/{KEY}/protokoll/"
ADJUSTED = f"/sydnarke/moten/{ANNOUNCED}/protokoll/"

WHOLE = {
    "place": True, "time": True, "serving": True, "chair": True, "chair_known": True, "secretary": True,
    "secretary_known": True, "adjusters": 1, "adjusters_unknown": 0, "kept_at": True,
    "items": [DraftItem("§ 1 Öppnande", True, True, True, 1)],
}  # fmt: skip


def test_whole_minutes_lack_nothing() -> None:
    assert gaps_of(Draft(**WHOLE)) == []


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"place": False}, "Platsen"),
        ({"time": False}, "Tiden"),
        ({"serving": False}, "tjänstgörande"),
        ({"kept_at": False}, "förvaras"),
        ({"chair": False, "chair_known": False}, "Mötets ordförande"),
        ({"chair_known": False}, "Vem som är ordförande"),
        ({"secretary": False, "secretary_known": False}, "Mötets sekreterare"),
        ({"secretary_known": False}, "Vem som är sekreterare"),
        ({"adjusters": 0}, "Ingen justerare"),
        ({"adjusters_unknown": 1}, "Vem som är justerare"),
        ({"items": []}, "inga paragrafer"),
        ({"items": [DraftItem("§ 1 Öppnande", False, True, True, 1)]}, "§ 1 Öppnande är inte avslutad"),
        ({"items": [DraftItem("§ 1 Öppnande", True, False, True, 1)]}, "§ 1 Öppnande saknar beslut"),
        ({"items": [DraftItem("§ 1 Öppnande", True, True, False, 1)]}, "inte beslutsför"),
    ],
)
def test_each_thing_the_minutes_must_say_is_missed(lacking: dict[str, object], said: str) -> None:
    (gap,) = gaps_of(Draft(**(WHOLE | lacking)))
    assert said in gap.what


def test_the_secretary_sees_what_is_missing_and_cannot_hand_over(sydnarke: Association, signed_in: SignedIn) -> None:
    text = signed_in(sydnarke, SeatRole.DIRECTOR).get(DRAFT).content.decode()
    assert "Mötets sekreterare är inte vald" in text
    assert "Ingen justerare är vald" in text
    assert "Lämna till justering, när det ovan är ifyllt" in text


def test_complete_minutes_can_be_handed_over(sydnarke: Association) -> None:
    cast = make_ready(sydnarke)
    text = cast.browser(cast.secretary).get(DRAFT).content.decode()
    assert "Protokollet är komplett" in text
    assert f"{reverse('meeting-live', args=['sydnarke', KEY])}?punkt=2" in text
    assert f'action="{DRAFT}lamna/"' in text


@pytest.mark.parametrize("role", [SeatRole.ECONOMIST, SeatRole.SUBSTITUTE, SeatRole.AUDITOR])
def test_a_draft_is_not_for_everybody(sydnarke: Association, signed_in: SignedIn, role: SeatRole) -> None:
    browser = signed_in(sydnarke, role)
    text = browser.get(DRAFT).content.decode()
    assert "Protokollet är inte justerat än." in text
    assert "Projektansökan" not in text
    assert browser.get(f"/sydnarke/moten/{KEY}/protokoll.pdf").status_code == 404


@pytest.mark.parametrize("role", [SeatRole.ECONOMIST, SeatRole.SUBSTITUTE, SeatRole.AUDITOR])
def test_adjusted_minutes_are_for_every_insider(sydnarke: Association, signed_in: SignedIn, role: SeatRole) -> None:
    text = signed_in(sydnarke, role).get(ADJUSTED).content.decode()
    assert 'id="p2"' in text
    assert "bevilja ansökan" in text
    assert "Lämna till justering" not in text


@pytest.mark.parametrize(("state", "may"), [(MeetingState.ENDED, False), (MeetingState.ADJUSTING, True)])
def test_the_chair_and_adjusters_read_it_from_the_handover(sydnarke: Association, state: str, may: bool) -> None:
    cast = make_ready(sydnarke)
    with within(sydnarke):
        Meeting.objects.filter(pk=cast.meeting.pk).update(state=state)
    for person in (cast.chair, cast.adjuster):
        assert ("bevilja ansökan" in cast.browser(person).get(DRAFT).content.decode()) is may


def test_the_page_reads_as_the_printed_minutes(sydnarke: Association) -> None:
    cast = make_ready(sydnarke)
    with within(sydnarke):
        item = Item.objects.filter(meeting=cast.meeting).last()
        Item.objects.filter(pk=item.pk).update(
            background="Ett *kursivt* ord och <script>alert(1)</script>.\n\n| Kronor | 2025 |\n|---|--:|\n| Bidrag | 10 |"
        )
        Reservation.objects.create(
            association=sydnarke, item=item, seat=cast.meeting.chair, announced_at=timezone.now(),
            text="För dyrt.", text_at=timezone.now(),
        )  # fmt: skip
    text = cast.browser(cast.secretary).get(DRAFT).content.decode()
    assert "<em>kursivt</em>" in text
    assert "<script>alert" not in text
    assert '<table class="table">' in text
    assert "För dyrt." in text
    assert "Droppa Älvsdotter" in text
    assert "Styrelsen beslutar" in text


def test_a_draft_as_a_file_says_that_it_is_one(sydnarke: Association) -> None:
    cast = make_ready(sydnarke)
    file = cast.browser(cast.secretary).get(f"/sydnarke/moten/{KEY}/protokoll.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF-")


def test_no_meeting_no_minutes(sydnarke: Association, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    for key in ("2025-09-13", "beredning-2025-09-12", "hej", "2025-13-99"):
        assert browser.get(f"/sydnarke/moten/{key}/protokoll/").status_code == 404
