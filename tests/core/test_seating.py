"""Seats added, filled, ended, taken up again and put in order; and the link by which a password is chosen."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from meeting_world import HELD
from world import Seated, SignedIn

from finsam.core.invitations import choose_password, password_path, person_of_link
from finsam.core.models import Association, AuditEntry, Body, Mail, Member, Person, Seat, SeatRole
from finsam.core.seating import (
    Called,
    NewSeat,
    add_seat,
    end_seat,
    fill_seat,
    invite_again,
    order_substitutes,
    proposed_successor,
    resume_seat,
)
from finsam.core.tenancy import within
from finsam.meetings.models import Attendee, Meeting

FIRST, LAST = date(2023, 4, 1), date(2027, 3, 31)
NEW = Called("Sjö Havgren", " Sjo.Havgren@Finsam.test ")
PASSWORD = "en mening om vatten och is"


@pytest.fixture
def director(sofint: Association, seated: Seated) -> Iterator[Person]:
    person = seated(sofint, SeatRole.DIRECTOR)
    with within(sofint):
        yield person


@pytest.fixture
def nora(sofint: Association) -> Member:
    with within(sofint):
        return Member.objects.get(association=sofint, name="Nora kommun")


def add(association: Association, by: Person, member: Member | None, role: SeatRole, **more: object) -> Seat:
    person = more.pop("person", None)
    body = more.pop("body", Body.BOARD)
    new = NewSeat(body, role, member, more.pop("since", FIRST), more.pop("until", LAST), **more)
    return add_seat(association=association, by=by, new=new, person=person)


def test_a_new_person_in_a_new_seat_gets_one_letter_with_a_link(
    sofint: Association, director: Person, nora: Member
) -> None:
    seat = add(sofint, director, nora, SeatRole.SUBSTITUTE, call_order=3, person=NEW)
    person = Person.objects.get(email="sjo.havgren@finsam.test")
    seat.refresh_from_db()
    assert (seat.person, seat.call_order, seat.until) == (person, 3, LAST)
    assert not person.has_usable_password()
    assert sofint in person.associations.all()
    mail = Mail.objects.get(association=sofint, to=person.email)
    assert mail.subject == "Du är ersättare i Samordningsförbundet SOFINT"
    assert "/valj-losenord/" in mail.text


def test_who_can_sign_in_already_gets_no_link(sofint: Association, director: Person, nora: Member) -> None:
    known = Person.objects.create_person(email=NEW.email, name="Sjö Havgren", password=PASSWORD)
    seat = add(sofint, director, nora, SeatRole.SUBSTITUTE, person=Called("", NEW.email))
    assert Seat.objects.get(pk=seat.pk).person == known
    assert "/valj-losenord/" not in Mail.objects.get(association=sofint, to=known.email).text
    with pytest.raises(ValueError, match="Ingen ny länk behövs"):
        invite_again(association=sofint, by=director, seat=Seat.objects.get(pk=seat.pk))


@pytest.mark.parametrize(
    ("role", "more", "words"),
    [
        (SeatRole.DIRECTOR, {}, "Förbundschef finns inte i styrelsen"),
        (SeatRole.MEMBER, {"until": FIRST - timedelta(days=1)}, "kan inte sluta innan"),
        (SeatRole.MEMBER, {"person": Called("", NEW.email)}, "Skriv också namnet"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(
    role: SeatRole, more: dict[str, object], words: str, sofint: Association, director: Person, nora: Member
) -> None:
    before = Seat.objects.filter(association=sofint).count()
    with pytest.raises(ValueError, match=words):
        add(sofint, director, nora, role, **more)
    assert Seat.objects.filter(association=sofint).count() == before
    assert not Mail.objects.filter(association=sofint, to=NEW.email.strip().lower()).exists()


def test_a_seat_of_the_board_is_some_members(sofint: Association, director: Person) -> None:
    with pytest.raises(ValueError, match="vilken medlem"):
        add(sofint, director, None, SeatRole.MEMBER)
    assert add(sofint, director, None, SeatRole.ECONOMIST, body=Body.SECRETARIAT).pk


def test_two_cannot_sit_in_one_seat(sofint: Association, director: Person, nora: Member) -> None:
    seat = add(sofint, director, nora, SeatRole.MEMBER, person=NEW)
    with pytest.raises(ValueError, match="Sjö Havgren sitter redan"):
        fill_seat(association=sofint, by=director, seat=seat, person=Called("Å Ström", "a@finsam.test"))


# Leaving and stepping in


def test_the_same_members_first_substitute_steps_in_and_it_can_be_undone(
    sofint: Association, director: Person, nora: Member
) -> None:
    Seat.objects.filter(association=sofint, member=nora).update(until=date(2023, 3, 31))
    leaving = add(sofint, director, nora, SeatRole.MEMBER, person=Called("Bäck Rännsten", "back@finsam.test"))
    second = add(sofint, director, nora, SeatRole.SUBSTITUTE, call_order=2, person=Called("Å Ström", "a@finsam.test"))
    first = add(sofint, director, nora, SeatRole.SUBSTITUTE, call_order=1, person=NEW)
    last_day = date(2025, 5, 31)
    proposed = proposed_successor(sofint, leaving, last_day)
    assert proposed == first
    entry = end_seat(
        association=sofint, by=director, seat=leaving, last_day=last_day, replaced_by=proposed, why="Flytt"
    )
    stepped_in = Seat.objects.get(association=sofint, member=nora, since=date(2025, 6, 1))
    assert (stepped_in.role, stepped_in.until) == (SeatRole.MEMBER, LAST)
    assert stepped_in.person == Person.objects.get(email="sjo.havgren@finsam.test")
    untils = {seat.pk: seat.until for seat in Seat.objects.filter(pk__in=[leaving.pk, first.pk, second.pk])}
    assert untils == {leaving.pk: last_day, first.pk: last_day, second.pk: LAST}
    resume_seat(association=sofint, by=director, entry=entry)
    assert not Seat.objects.filter(pk=stepped_in.pk).exists()
    assert set(Seat.objects.filter(pk__in=untils).values_list("until", flat=True)) == {LAST}


def test_who_stepped_in_and_has_taken_part_is_not_undone(sofint: Association, director: Person, nora: Member) -> None:
    leaving = add(sofint, director, nora, SeatRole.MEMBER)
    first = add(sofint, director, nora, SeatRole.SUBSTITUTE, call_order=1, person=NEW)
    entry = end_seat(
        association=sofint, by=director, seat=leaving, last_day=date(2025, 5, 31),
        replaced_by=Seat.objects.select_related("person").get(pk=first.pk),
    )  # fmt: skip
    meeting = Meeting.objects.create(association=sofint, held_on=HELD)
    made = Seat.objects.get(pk=entry.detail["made"])
    Attendee.objects.create(association=sofint, meeting=meeting, seat=made)
    with pytest.raises(ValueError, match="redan deltagit"):
        resume_seat(association=sofint, by=director, entry=entry)
    assert Seat.objects.get(pk=leaving.pk).until == date(2025, 5, 31)  # nothing half undone


def test_nobody_of_another_member_steps_in(sofint: Association, director: Person, nora: Member) -> None:
    other = Member.objects.exclude(pk=nora.pk).filter(association=sofint).first()
    leaving = add(sofint, director, nora, SeatRole.MEMBER)
    foreign = add(sofint, director, other, SeatRole.SUBSTITUTE, person=NEW)
    assert proposed_successor(sofint, leaving, FIRST) != foreign
    with pytest.raises(ValueError, match="samma medlem"):
        end_seat(
            association=sofint, by=director, seat=leaving, last_day=FIRST, replaced_by=Seat.objects.get(pk=foreign.pk)
        )
    assert Seat.objects.get(pk=leaving.pk).until == LAST


def test_nobody_steps_in_for_a_substitute_or_outside_the_board(
    sofint: Association, director: Person, nora: Member
) -> None:
    substitute = add(sofint, director, nora, SeatRole.SUBSTITUTE)
    secretary = add(sofint, director, None, SeatRole.SECRETARY, body=Body.SECRETARIAT)
    assert proposed_successor(sofint, substitute, FIRST) is None
    assert proposed_successor(sofint, secretary, FIRST) is None


@pytest.mark.parametrize(("last_day", "words"), [(FIRST - timedelta(days=1), "började 1"), (LAST, "slutar redan 31")])
def test_a_seat_ends_within_its_term(
    last_day: date, words: str, sofint: Association, director: Person, nora: Member
) -> None:
    seat = add(sofint, director, nora, SeatRole.MEMBER)
    with pytest.raises(ValueError, match=words):
        end_seat(association=sofint, by=director, seat=seat, last_day=last_day)


def test_two_of_one_member_cannot_stand_in_the_same_place(sofint: Association, director: Person, nora: Member) -> None:
    one, two = (add(sofint, director, nora, SeatRole.SUBSTITUTE, call_order=n) for n in (1, 2))
    with pytest.raises(ValueError, match="samma plats"):
        order_substitutes(association=sofint, by=director, orders={one.pk: 2, two.pk: 2})
    assert order_substitutes(association=sofint, by=director, orders={one.pk: 2, two.pk: 1}) == 2
    assert order_substitutes(association=sofint, by=director, orders={one.pk: 2, two.pk: 1}) == 0
    assert AuditEntry.objects.filter(association=sofint, action="core.seat.ordered").count() == 1


# The link


@pytest.fixture
def newcomer(db: None) -> Person:
    person = Person(email="ny@finsam.test", name="Ny Vattensson")
    person.set_unusable_password()
    person.save()
    return person


def link(person: Person) -> tuple[str, str]:
    _, _, uid, token, _ = password_path(person).split("/")
    return uid, token


def test_the_link_works_once(newcomer: Person) -> None:
    uid, token = link(newcomer)
    assert person_of_link(uid, token) == newcomer
    assert choose_password(uid=uid, token=token, password=PASSWORD).check_password(PASSWORD)
    assert person_of_link(uid, token) is None
    with pytest.raises(ValueError, match="använd eller för gammal"):
        choose_password(uid=uid, token=token, password=PASSWORD)


@pytest.mark.parametrize("password", ["kort", "password1234", "ny@finsam.test"])
def test_a_password_easy_to_guess_is_refused_in_swedish(password: str, newcomer: Person) -> None:
    uid, token = link(newcomer)
    with pytest.raises(ValueError, match="lösenord"):
        choose_password(uid=uid, token=token, password=password)
    assert person_of_link(uid, token) == newcomer


@pytest.mark.parametrize("uid", ["", "!!", "MQ", "å", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_made_up_link_is_nobodys(uid: str, newcomer: Person) -> None:
    assert person_of_link(uid, "abc-123") is None


def test_a_link_that_is_too_old_or_of_somebody_inactive_is_nobodys(newcomer: Person, settings: LazySettings) -> None:
    uid, token = link(newcomer)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert person_of_link(uid, token) is None
    settings.PASSWORD_RESET_TIMEOUT = 60
    assert person_of_link(uid, token) == newcomer
    Person.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert person_of_link(uid, token) is None


# Pages

SEATS = "/sofint/forbundet/uppdrag/"


@pytest.fixture
def keeper(sofint: Association, signed_in: SignedIn) -> Client:
    return signed_in(sofint, SeatRole.DIRECTOR)


def test_a_seat_is_added_by_form_and_the_person_chooses_a_password_by_the_letter(
    keeper: Client, sofint: Association, nora: Member, client: Client
) -> None:
    typed = {"body": "board", "role": "substitute", "member": nora.pk, "since": "2023-04-01", "until": "",
             "call_order": "1", "name": "Sjö Havgren", "email": "sjo@finsam.test"}  # fmt: skip
    page = keeper.post(f"{SEATS}ny/", typed, follow=True).content.decode()
    assert "Ett brev går till sjo@finsam.test." in page
    assert "har inte valt lösenord än" in page
    with within(sofint):
        found = re.search(r"/valj-losenord/\S+", Mail.objects.get(association=sofint, to="sjo@finsam.test").text)
    assert found
    path = found[0]
    assert "Sjö Havgren" in client.get(path).content.decode()
    refused = client.post(path, {"password": PASSWORD, "again": "något annat"})
    assert (refused.status_code, "De två är olika" in refused.content.decode()) == (422, True)
    answer = client.post(path, {"password": PASSWORD, "again": PASSWORD}, follow=True)
    assert "Du är inloggad" in answer.content.decode()
    assert client.get("/sofint/").status_code == 200
    assert "Länken fungerar inte" in Client().get(path).content.decode()
    assert "har inte valt lösenord än" not in keeper.get(SEATS).content.decode()


def test_the_seats_of_a_day_are_shown_with_what_is_wrong(keeper: Client) -> None:
    page = keeper.get(f"{SEATS}?dag=2021-11-19").content.decode()
    assert "Uppdrag 19" in page
    assert "Nora kommun har ingen ersättare." in page
    assert keeper.get(f"{SEATS}?dag=i-går").status_code == 200


def test_a_seat_is_ended_and_taken_up_again(keeper: Client, sofint: Association) -> None:
    with within(sofint):
        seat = Seat.objects.filter(association=sofint, role=SeatRole.MEMBER, member__name="Nora kommun").get()
    today = timezone.localdate()
    page = keeper.post(f"{SEATS}{seat.pk}/avsluta/", {"last_day": str(today), "why": "Flytt"}, follow=True)
    undo = re.search(rf"{SEATS}atergang/\d+/", page.content.decode())
    assert undo
    with within(sofint):
        assert Seat.objects.get(pk=seat.pk).until == today
    keeper.post(undo[0])
    with within(sofint):
        assert Seat.objects.get(pk=seat.pk).until is None


@pytest.mark.parametrize(
    ("typed", "words"), [("x", "ingen plats i turordningen"), ("100", "ingen plats"), ("²", "ingen plats")]
)
def test_a_wrong_order_is_told_and_what_was_typed_is_kept(
    typed: str, words: str, keeper: Client, sofint: Association, nora: Member
) -> None:
    with within(sofint):
        seat = Seat.objects.filter(association=sofint, role=SeatRole.SUBSTITUTE).first()
    assert seat
    answer = keeper.post(f"{SEATS}turordning/", {f"order-{seat.pk}": typed, "order-x": "1"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_an_order_is_saved(keeper: Client, sofint: Association) -> None:
    with within(sofint):
        seat = Seat.objects.filter(association=sofint, role=SeatRole.SUBSTITUTE).first()
    assert seat
    keeper.post(f"{SEATS}turordning/", {f"order-{seat.pk}": "7"})
    with within(sofint):
        assert Seat.objects.get(pk=seat.pk).call_order == 7


def test_only_who_sets_the_rules_changes_seats_and_only_the_own_ones(
    sofint: Association, neighbour: Association, signed_in: SignedIn, keeper: Client
) -> None:
    chair = signed_in(sofint, SeatRole.CHAIR)
    assert "Lägg till en plats" not in chair.get(SEATS).content.decode()
    assert chair.post(f"{SEATS}ny/", {}).status_code == 403
    with within(neighbour):
        theirs = Seat.objects.filter(association=neighbour).first()
    assert theirs
    for page in ("avsluta", "person"):
        assert keeper.get(f"{SEATS}{theirs.pk}/{page}/").status_code == 404
    assert keeper.post(f"{SEATS}{theirs.pk}/lank/").status_code == 404


def test_wrong_forms_are_told(keeper: Client, sofint: Association) -> None:
    with within(sofint):
        seat = Seat.objects.filter(association=sofint, person=None).first()
    assert seat
    for path, typed, words in (
        ("ny/", {"body": "board", "role": "member", "since": "2023-04-01", "name": "Å"}, "Skriv också e-postadressen"),
        ("ny/", {"body": "board", "role": "member", "since": "snart"}, "Skriv dagen som"),
        (f"{seat.pk}/person/", {"name": "Å", "email": "å"}, "Skriv hela e-postadressen"),
        (f"{seat.pk}/person/", {"name": "", "email": "ingen@finsam.test"}, "Skriv också namnet"),
        (f"{seat.pk}/avsluta/", {"last_day": ""}, "Ange vilken dag"),
    ):
        answer = keeper.post(SEATS + path, typed)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words


def test_a_letter_is_read_by_others_without_its_link_but_in_the_demo(
    sofint: Association, director: Person, nora: Member, client: Client, settings: LazySettings
) -> None:
    add(sofint, director, nora, SeatRole.SUBSTITUTE, person=NEW)
    client.force_login(director)
    settings.DEMO = True
    assert re.search(r"/valj-losenord/\w", client.get("/sofint/utskick/").content.decode())
    settings.DEMO = False
    page = client.get("/sofint/utskick/").content.decode()
    assert "/valj-losenord/…" in page
    assert not re.search(r"/valj-losenord/\w", page)
