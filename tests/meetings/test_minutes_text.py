"""The text of minutes: the meeting of SOFINT as published, and what is unusual."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from sofint_meeting import FIRST, sofint_meeting

from finsam.cases.models import StoredFile
from finsam.core.models import Association, Provision, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.minutes_text import REMOVED, Attending, MinutesText, minutes_hash, minutes_text, public_text
from finsam.meetings.models import (
    Annex,
    Attendee,
    Ballot,
    Conflict,
    Decision,
    Ground,
    Item,
    Masking,
    Meeting,
    Outcome,
    Presence,
    Reservation,
)
from finsam.meetings.records import read_record


@pytest.fixture
def meeting(sofint: Association) -> Iterator[Meeting]:
    with within(sofint):
        yield sofint_meeting(sofint)


def text_of(meeting: Meeting) -> MinutesText:
    return minutes_text(read_record(meeting.association, Meeting.objects.get(pk=meeting.pk), deep=True))


def plain(words: str) -> str:
    return re.sub(r"\s", " ", words)


def said(rows: list[Attending]) -> list[tuple[str, str]]:
    return [(row.what, plain(row.remark)) for row in rows]


def change(meeting: Meeting, number: int, **values: object) -> Item:
    Item.objects.filter(meeting=meeting, number=number).update(**values)
    return Item.objects.get(meeting=meeting, number=number)


def seat_of(meeting: Meeting, member: str, role: SeatRole) -> Seat:
    return Seat.objects.in_force(meeting.held_on).get(body="board", member__name=member, role=role)


def test_cover_sheet_as_published(meeting: Meeting) -> None:
    text = text_of(meeting)
    assert said(text.deciding) == [
        ("Hällefors kommun, ordförande", ""), ("Region Örebro län, vice ordförande", "från § 72"),
        ("Försäkringskassan", ""), ("Arbetsförmedlingen", ""), ("Ljusnarsbergs kommun", ""),
        ("Lindesbergs kommun", ""), ("Nora kommun", ""),
    ]  # fmt: skip
    assert [row.strong for row in text.deciding] == [True] + [False] * 6
    assert said(text.not_deciding) == [("Försäkringskassan, på distans", "till och med § 71")]
    assert said(text.others)[2:] == [
        ("samordnare, Coachingteamet", "§ 67"), ("socialchef, Nora kommun", "§ 73"),
        ("enhetschef, Lindesbergs kommun", "§ 73"),
    ]  # fmt: skip
    assert {row.what.split(",")[0] for row in text.absent} == {
        "Arbetsförmedlingen", "Ljusnarsbergs kommun", "Lindesbergs kommun", "Hällefors kommun", "Region Örebro län",
    }  # fmt: skip
    assert plain(text.quorum) == "6 av 7 ledamöter §§ 62–71, 7 av 7 från § 72; minst 4 krävs"
    assert plain(text.numbers) == "§§ 62–79"
    assert plain(text.place_and_time) == "Kommunstyrelsens Hus, Lindesberg, kl. 9.00–12.00"
    assert text.adjusters == "Ljusna Bergbäck, Ljusnarsbergs kommun, tillsammans med ordföranden"
    assert text.kept_at == "Kommunstyrelsens Hus, Lindesberg"


def test_annexes_are_numbered_as_published(meeting: Meeting) -> None:
    numbers = [annex.number for paragraph in text_of(meeting).paragraphs for annex in paragraph.annexes]
    assert " ".join(numbers) == "1.1 1.2 1.3 2 3.1 3.2 4 5 6 7 8 9.1 9.2 9.3 9.4 10 11 12 13 14"


def test_the_rejected_application(meeting: Meeting) -> None:
    paragraph = text_of(meeting).paragraphs[73 - FIRST]
    assert [(p.party, p.standing) for p in paragraph.positions] == [
        ("Kommunerna", "för"), ("Region Örebro län", "för"), ("Försäkringskassan", "emot"),
        ("Arbetsförmedlingen", "tar inte ställning"),
    ]  # fmt: skip
    assert paragraph.proposal == ()
    assert paragraph.proposal_note.startswith("Förbundschefen lämnar inget förslag")
    assert [line.text for line in paragraph.decision] == ["avslå ansökan"]
    assert paragraph.decision_intro == "Styrelsen beslutar"
    (reservation,) = paragraph.reservations
    assert reservation.who.endswith("(Ljusnarsbergs kommun) och Nore Åslund (Nora kommun) reserverar sig mot beslutet.")
    assert [vote.choice for vote in paragraph.ballots[0].votes].count("ja") == 2
    assert "två tredjedelar av dem som röstar" in paragraph.majority


def test_a_grant_by_qualified_majority_marks_its_amount(meeting: Meeting) -> None:
    paragraph = text_of(meeting).paragraphs[70 - FIRST]
    assert paragraph.decision_intro == "Styrelsen beslutar med kvalificerad majoritet"
    assert paragraph.decision[0].amount == "3 083 460 kr"
    assert paragraph.proposal_intro == "Förbundschefen föreslår att styrelsen beslutar"


def test_an_amount_that_is_only_data_is_written(meeting: Meeting) -> None:
    item = change(meeting, 70)
    Decision.objects.filter(item=item, position=0).update(text="bevilja ansökan")
    line = text_of(meeting).paragraphs[70 - FIRST].decision[0]
    assert plain(line.text) == "bevilja ansökan, 3 083 460 kr"
    assert line.text.endswith(line.amount)


def test_formalities_have_a_voice_of_their_own(meeting: Meeting) -> None:
    text = text_of(meeting)
    opening, other = text.paragraphs[0], text.paragraphs[78 - FIRST]
    assert [plain(s) for s in opening.statements] == ["Ordföranden förklarar mötet öppnat kl. 9.00."]
    assert opening.decision == ()
    assert other.statements == ("Inga övriga frågor anmäls.",)


def test_opening_written_down_another_day_has_no_time(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(opened_at="2021-11-24T09:00Z", closed_at="2021-11-24T09:30Z")
    text = text_of(meeting)
    assert text.paragraphs[0].statements == ("Ordföranden förklarar mötet öppnat.",)
    assert plain(text.place_and_time).endswith("kl. 9.00–12.00")


def test_a_substitute_serves_for_a_member_and_says_so(meeting: Meeting) -> None:
    member = seat_of(meeting, "Försäkringskassan", SeatRole.MEMBER)
    Presence.objects.filter(attendee__seat=member).update(first_item=change(meeting, 70))
    Presence.objects.filter(attendee__seat__role=SeatRole.SUBSTITUTE).update(mode="room", last_item=None)
    text = text_of(meeting)
    row = next(row for row in text.deciding if "ersättare" in row.what)
    assert plain(row.remark) == "tjänstgör för Flod Strömkvist till och med § 69"
    assert said(text.not_deciding) == [("Försäkringskassan", "från § 70")]


def test_at_a_distance_serves_when_the_board_has_decided_so(meeting: Meeting) -> None:
    member = seat_of(meeting, "Nora kommun", SeatRole.MEMBER)
    Presence.objects.filter(attendee__seat=member).update(mode="distance")
    assert ("Nora kommun, ledamot, på distans", "") in said(text_of(meeting).not_deciding)
    Provision.objects.create(
        association=meeting.association, key="distance", value="ja", valid_from=date(2021, 1, 1), source="§ 5"
    )
    assert ("Nora kommun, på distans", "") in said(text_of(meeting).deciding)


def test_disqualified_is_told_in_the_paragraph_and_on_the_cover(meeting: Meeting) -> None:
    seat = seat_of(meeting, "Lindesbergs kommun", SeatRole.MEMBER)
    Conflict.objects.create(
        association=meeting.association, item=change(meeting, 70), seat=seat, ground=Ground.OTHER,
        text="ledamoten är chef för den som söker",
    )  # fmt: skip
    text = text_of(meeting)
    assert text.paragraphs[70 - FIRST].conflicts == (
        "Linde Sjödamm (Lindesbergs kommun) anmäler jäv och deltar inte. Ledamoten är chef för den som söker.",
    )
    assert ("Lindesbergs kommun", "jäv § 70") in said(text.deciding)
    assert "5 av 7 § 70" in plain(text.quorum)


def test_reservations_with_texts_of_their_own_stand_apart(meeting: Meeting) -> None:
    Reservation.objects.filter(seat__member__name="Nora kommun").update(
        text="Vi ville bevilja.", text_at="2021-11-20T09:00Z"
    )
    reservations = text_of(meeting).paragraphs[73 - FIRST].reservations
    assert [r.text for r in reservations] == ["", "Vi ville bevilja."]


def test_a_vote_without_a_sentence_is_counted(meeting: Meeting) -> None:
    Ballot.objects.update(result="")
    assert text_of(meeting).paragraphs[73 - FIRST].ballots[0].result == "2 ja, 5 nej. Frågan besvaras med nej."


def test_an_empty_meeting_has_a_text(meeting: Meeting) -> None:
    Attendee.objects.filter(meeting=meeting).delete()
    Item.objects.filter(meeting=meeting).delete()
    text = text_of(meeting)
    assert (text.numbers, text.quorum, text.paragraphs, text.deciding) == ("", "", (), ())


def test_composing_costs_two_queries(meeting: Meeting, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    fresh = Meeting.objects.select_related("chair__person", "secretary__person", "case").get(pk=meeting.pk)
    record = read_record(meeting.association, fresh, deep=True)
    with django_assert_max_num_queries(2):
        minutes_text(record)


def test_hash_follows_the_words_and_nothing_else(meeting: Meeting) -> None:
    before = minutes_hash(text_of(meeting))
    Decision.objects.filter(item__meeting=meeting).update(responsible="förbundschefen", due_on=date(2022, 1, 1))
    assert minutes_hash(text_of(meeting)) == before
    change(meeting, 65, background="Annat.")
    assert minutes_hash(text_of(meeting)) != before


def test_another_file_behind_an_annex_is_another_content(meeting: Meeting) -> None:
    before = text_of(meeting)
    assert len({a.sha256 for p in before.paragraphs for a in p.annexes}) == 20
    annex = Annex.objects.filter(item__meeting=meeting).first()
    StoredFile.objects.filter(pk=annex.document.file_id).update(sha256="f" * 64)
    assert minutes_hash(text_of(meeting)) != minutes_hash(before)


def test_public_text_masks_and_withholds(meeting: Meeting) -> None:
    change(
        meeting, 71, background="Sökt av **Droppa\nVattensdotter**, droppa vattensdotters ombud.", outcome=Outcome.FILED
    )
    change(meeting, 72, withheld=True)
    maskings = [
        Masking(phrase="Droppa Vattensdotter", masked=None), Masking(phrase="Vattensdotter", masked=True),
        Masking(phrase="ombud", masked=False), Masking(phrase="Samla Bäckhed", masked=True),
    ]  # fmt: skip
    text = public_text(text_of(meeting), maskings)
    assert text.paragraphs[71 - FIRST].background == f"Sökt av **{REMOVED}**, {REMOVED}s ombud."
    withheld = text.paragraphs[72 - FIRST]
    assert (withheld.background, withheld.annexes, withheld.withheld) == ("", (), True)
    assert [line.text for line in withheld.decision] == ["godkänna stöddokumentet om roller och ansvar"]
    assert REMOVED in [row.name for row in text.others]
    assert len(text.paragraphs) == 18


def test_a_masked_name_inside_another_word_is_left(meeting: Meeting) -> None:
    text = public_text(text_of(meeting), [Masking(phrase="Ek", masked=True)])
    assert text.paragraphs[65 - FIRST].title.startswith("Ekonomisk")
