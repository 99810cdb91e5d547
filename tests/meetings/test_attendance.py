"""Who comes and goes from which §, and who is disqualified: it decides who serves in each."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from live_meeting import KEY, Gathered, opened
from world import Seated, SignedIn

from finsam.core.models import Association, Person, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.meetings.actions.during_attendance import (
    Somebody,
    correct_presence,
    note_arrival,
    note_conflict,
    note_departure,
    remove_conflict,
    remove_presence,
)
from finsam.meetings.actions.during_items import close_item, fingerprint, save_field
from finsam.meetings.models import Attendee, Conflict, Ground, Mode, Presence
from finsam.meetings.queries.during import read_live
from finsam.meetings.queries.during_seats import attendance_of
from finsam.meetings.records import read_record


@pytest.fixture(autouse=True)
def inside(sydnarke: Association) -> Iterator[None]:
    with within(sydnarke):
        yield


@pytest.fixture
def by(seated: Seated, sydnarke: Association) -> Person:
    return seated(sydnarke, SeatRole.DIRECTOR)


def serving(association: Association, made: Gathered) -> list[str]:
    """Who serves in each item, by place, as "Åby Ödeby"."""
    record = read_record(association, made.meeting)
    called = {seat.pk: name for name, seat in made.seats.items()}
    return [" ".join(called[pk] for pk in sorted(record.serving(item).deciding)) for item in record.items]


def test_who_comes_serves_from_that_paragraph_and_who_goes_no_longer(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, absent=("Viken", "Forsen"), begun=3)
    known = {"association": sydnarke, "meeting": made.meeting, "by": by}
    note_arrival(**known, who=Somebody(seat=made["Viken"]), first=made.items[2])
    note_departure(**known, who=Somebody(seat=made["Åby"]), first=made.items[3])
    assert serving(sydnarke, made) == [
        "Åby Ödeby Bäckby", "Åby Ödeby Bäckby", "Åby Ödeby Bäckby Viken", "Ödeby Bäckby Viken", "Ödeby Bäckby Viken"
    ]  # fmt: skip
    note_arrival(**known, who=Somebody(seat=made["Åby ersättare"]), first=made.items[3])
    assert serving(sydnarke, made)[3] == "Ödeby Bäckby Viken Åby ersättare"


def test_nobody_comes_twice_or_goes_without_being_there(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, absent=("Viken",))
    known = {"association": sydnarke, "meeting": made.meeting, "by": by}
    with pytest.raises(ValueError, match="redan noterad"):
        note_arrival(**known, who=Somebody(seat=made["Åby"]), first=made.items[2])
    with pytest.raises(ValueError, match="inte noterad"):
        note_departure(**known, who=Somebody(seat=made["Viken"]), first=made.items[2])
    with pytest.raises(ValueError, match="ett namn eller en roll"):
        note_arrival(**known, who=Somebody(organisation="Åby kommun"), first=made.items[2])


def test_a_mistake_is_put_right_or_taken_away(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by)
    known = {"association": sydnarke, "meeting": made.meeting, "by": by}
    row = Presence.objects.get(attendee__seat=made["Åby"], attendee__meeting=made.meeting)
    correct_presence(**known, presence=row.pk, first=made.items[1], last=made.items[3], mode=Mode.ROOM)
    assert [name.startswith("Åby") for name in serving(sydnarke, made)] == [False, True, True, True, False]
    with pytest.raises(ValueError, match="före den första"):
        correct_presence(**known, presence=row.pk, first=made.items[3], last=made.items[1], mode=Mode.ROOM)
    guest = note_arrival(**known, who=Somebody(role="socialchef"), first=made.items[2], last=made.items[2])
    remove_presence(**known, presence=guest.pk)
    assert not Attendee.objects.filter(meeting=made.meeting, role="socialchef").exists()


def test_at_a_distance_nobody_serves_unless_it_is_decided(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, absent=("Viken",), begun=1)
    note_arrival(association=sydnarke, meeting=made.meeting, by=by, who=Somebody(seat=made["Viken"]),
                 first=made.items[0], mode=Mode.DISTANCE)  # fmt: skip
    assert serving(sydnarke, made)[0] == "Åby Ödeby Bäckby Forsen"
    live = read_live(sydnarke, made.meeting)
    lines = {line.name: line for line in attendance_of(live.record, live.item, [], "sydnarke").members}
    assert (lines["Viken kommun"].status, lines["Viken kommun"].late) == ("på distans, tjänstgör inte", True)


def test_the_disqualified_do_not_serve_and_their_substitute_does(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, begun=3)
    known = {"association": sydnarke, "meeting": made.meeting, "by": by}
    funding = made.items[2].pk
    with pytest.raises(ValueError, match="fem grunderna"):
        note_conflict(**known, item=funding, seat=made["Viken"], ground="", text="x")
    with pytest.raises(ValueError, match="varför"):
        note_conflict(**known, item=funding, seat=made["Viken"], ground=Ground.OWN_MATTER, text=" ")
    note_conflict(**known, item=funding, seat=made["Viken"], ground=Ground.OWN_MATTER, text="Sökande.")
    note_arrival(**known, who=Somebody(seat=made["Viken ersättare"]), first=made.items[0])
    assert [names.split()[-1] for names in serving(sydnarke, made)[1:4]] == ["Forsen", "ersättare", "Forsen"]
    remove_conflict(**known, conflict=Conflict.objects.get(item=funding, item__meeting=made.meeting).pk)
    assert serving(sydnarke, made)[2] == "Åby Ödeby Bäckby Viken Forsen"


def test_too_few_can_be_informed_but_close_nothing_with_a_decision(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, absent=("Åby", "Ödeby", "Bäckby"), begun=4)
    for item, outcome, text in ((made.items[2], "approved", "att bevilja"), (made.items[3], "noted", "")):
        for field, words in (("outcome", outcome), ("decision", text)):
            save_field(association=sydnarke, item=item.pk, field=field, text=words, based_on=fingerprint(""), by=by)
    with pytest.raises(ValueError, match="För få"):
        close_item(association=sydnarke, meeting=made.meeting, item=made.items[2].pk, by=by)
    close_item(association=sydnarke, meeting=made.meeting, item=made.items[3].pk, by=by)
    live = read_live(sydnarke, made.meeting, item=made.items[2].pk)
    there = attendance_of(live.record, live.item, [], "sydnarke")
    assert (there.count, there.quorum) == ("2 av 5", "inte beslutför, 3 krävs")


def test_the_line_of_each_seat_is_filled_where_they_serve(sydnarke: Association, by: Person) -> None:
    made = opened(sydnarke, by, absent=("Viken",), begun=3)
    note_arrival(
        association=sydnarke, meeting=made.meeting, by=by, who=Somebody(seat=made["Viken"]), first=made.items[1]
    )
    live = read_live(sydnarke, made.meeting, item=made.items[2].pk)
    lines = {line.name: line for line in attendance_of(live.record, live.item, [made["Åby"]], "sydnarke").members}
    late = lines["Viken kommun"]
    assert [(part.start, part.width) for part in late.filled] == [("20.00", "40.00")]
    assert (late.status, late.where, late.now) == ("från § 2", "tjänstgör § 2–3", "60.00")
    assert lines["Åby kommun"].detail == "ordförande, justerare"


# Pages


def test_coming_and_going_is_noted_from_the_page(signed_in: SignedIn, sydnarke: Association, by: Person) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    made = opened(sydnarke, by, absent=("Viken",), begun=2)
    url = reverse("attendance-note", args=["sydnarke", KEY])
    at = str(made.items[1].pk)
    comes = {"what": "comes", "who": f"seat-{made['Viken']}", "first": at, "mode": "room"}
    assert director.post(url, comes).status_code == 302
    again = director.post(url, comes)
    assert (again.status_code, "redan noterad" in again.content.decode()) == (422, True)
    guest = {"what": "comes", "who": "guest", "guest_role": "socialchef", "guest_organisation": "Åby kommun",
             "first": at, "last": at, "mode": "room"}  # fmt: skip
    director.post(url, guest)
    text = director.get(f"/sydnarke/moten/{KEY}/mote/?punkt=2").content.decode()
    assert "socialchef, Åby kommun" in text
    assert "§ 2, nu" in text
    director.post(url, {"what": "goes", "who": f"seat-{made['Åby']}", "first": at, "mode": "room"})
    assert serving(sydnarke, made)[1] == "Ödeby Bäckby Viken Forsen"


def test_a_presence_is_put_right_from_its_page(signed_in: SignedIn, sydnarke: Association, by: Person) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    made = opened(sydnarke, by, begun=2)
    row = Presence.objects.get(attendee__seat=made["Åby"], attendee__meeting=made.meeting)
    url = reverse("attendance-correct", args=["sydnarke", KEY, row.pk])
    first, last = str(made.items[2].pk), str(made.items[1].pk)
    wrong = director.post(url, {"first": first, "last": last, "mode": "room"})
    assert (wrong.status_code, "före den första" in wrong.content.decode()) == (422, True)
    assert director.post(url, {"first": last, "last": "", "mode": "room"}).status_code == 302
    assert serving(sydnarke, made)[0] == "Ödeby Bäckby Viken Forsen"
    director.post(url, {"act": "remove"})
    assert serving(sydnarke, made)[1] == "Ödeby Bäckby Viken Forsen"


def test_disqualification_is_noted_from_the_page(signed_in: SignedIn, sydnarke: Association, by: Person) -> None:
    director: Client = signed_in(sydnarke, SeatRole.DIRECTOR)
    made = opened(sydnarke, by, begun=3)
    url = reverse("conflict-note", args=["sydnarke", KEY, made.items[2].pk])
    noted = {"seat": str(made["Viken"]), "ground": "own_matter", "text": "Är sökande."}
    assert director.post(url, noted | {"text": ""}).status_code == 422
    director.post(url, noted)
    assert "Är sökande." in director.get(f"/sydnarke/moten/{KEY}/mote/?punkt=3").content.decode()
    row = Conflict.objects.get(item=made.items[2])
    director.post(reverse("conflict-remove", args=["sydnarke", KEY, row.pk]))
    assert not Conflict.objects.filter(item=made.items[2]).exists()
    assert Seat.objects.filter(pk=made["Viken"]).exists()
