"""Approvals in order of one content: who may when, what is refused and why, and what ends a round."""

from datetime import timedelta

import pytest
from rounds import CHANGED, CONTENT, PASSWORD, TITLE, Round, asked
from sealing import minutes

from finsam.core.models import Association, AuditEntry, Person, SignInAttempt
from finsam.signing.actions import decline, fall_if_changed, is_complete, open_signing, seal_file, waiting_to_be_sealed
from finsam.signing.models import Approval, SigningState
from finsam.signing.providers import Signatory
from finsam.signing.queries import evidence_of, round_of, waiting_for

DAY = timedelta(days=1)


def test_a_round_goes_from_the_first_to_the_last_and_is_sealed(opened: Round, sydnarke: Association) -> None:
    for place, person in enumerate(opened.people):
        assert [approval.person for _, approval in waiting_for(person, sydnarke)] == [person]
        assert not is_complete(opened.signing)
        opened.approve(place)
        assert waiting_for(person, sydnarke) == []
    assert is_complete(opened.signing)
    assert waiting_to_be_sealed(sydnarke) == [opened.signing]
    seal = opened.seal()
    assert waiting_to_be_sealed(sydnarke) == []
    shown = round_of(sydnarke, opened.about)
    assert shown and shown.sealed == seal and not shown.is_open
    assert shown.signing.state == SigningState.SEALED
    done = AuditEntry.objects.filter(association=sydnarke, action__startswith="signing.").order_by("pk")
    assert [entry.action for entry in done] == [
        "signing.round.opened", *["signing.content.approved"] * 3, "signing.file.sealed",
    ]  # fmt: skip


def test_a_round_shows_who_has_approved_whose_turn_it_is_and_who_waits(opened: Round, sydnarke: Association) -> None:
    opened.approve(0)
    shown = round_of(sydnarke, opened.about)
    assert shown
    assert [(one.role, one.state) for one in shown.signatories] == [
        ("mötessekreterare", "approved"), ("ordförande", "next"), ("justerare", "waiting"),
    ]  # fmt: skip
    assert [shown.is_turn_of(person) for person in opened.people] == [False, True, False]
    assert (shown.is_open, shown.is_complete, shown.sealed) == (True, False, None)
    assert round_of(sydnarke, "minutes:2") is None


def test_the_evidence_says_who_as_what_how_and_when(opened: Round) -> None:
    opened.approve_all()
    evidence = evidence_of(opened.signing)
    assert (evidence.title, evidence.content_hash, evidence.sealed_at) == (TITLE, CONTENT, None)
    assert [(row.name, row.role) for row in evidence.rows] == [
        ("Tuva Källström", "mötessekreterare"), ("Droppa Älvsdotter", "ordförande"), ("Vik Forsholm", "justerare"),
    ]  # fmt: skip
    assert {row.method for row in evidence.rows} == {"inloggning med lösenord, upprepad"}
    assert evidence.address.endswith(f"/kontroll/{CONTENT[:16]}/")
    seal = opened.seal()
    assert evidence_of(opened.signing).sealed_at == seal.sealed_at


@pytest.mark.parametrize(("place", "waited_for"), [(1, "Mötessekreteraren"), (2, "Mötessekreteraren")])
def test_nobody_approves_before_their_turn(opened: Round, place: int, waited_for: str) -> None:
    with pytest.raises(ValueError, match=f"^{waited_for} har inte godkänt än"):
        opened.approve(place)
    opened.approve(0)
    if place == 2:
        with pytest.raises(ValueError, match="^Ordföranden har inte godkänt än"):
            opened.approve(2)


def test_those_of_the_same_order_approve_in_any_order(opened: Round, sydnarke: Association) -> None:
    first, second, last = opened.people
    signatories = [
        Signatory(first, "justerare", 1),
        Signatory(second, "justerare", 1),
        Signatory(last, "ordförande", 2),
    ]
    opened.signing = open_signing(
        association=sydnarke, about="minutes:9", title=TITLE, content_hash=CONTENT, signatories=signatories, by=None
    )
    opened.approve(1)
    with pytest.raises(ValueError, match="^Justeraren har inte godkänt än"):
        opened.approve(2)
    opened.approve(0)
    opened.approve(2)
    assert is_complete(opened.signing)


def test_who_has_two_roles_approves_once_for_each(opened: Round, sydnarke: Association) -> None:
    person = opened.people[0]
    signatories = [Signatory(person, "sekreterare", 1), Signatory(person, "justerare", 2)]
    opened.signing = open_signing(
        association=sydnarke, about="minutes:9", title=TITLE, content_hash=CONTENT, signatories=signatories, by=None
    )
    assert [opened.approve(0).role, opened.approve(0).role] == ["sekreterare", "justerare"]


def test_a_wrong_password_approves_nothing_and_counts_as_a_failed_sign_in(opened: Round) -> None:
    with pytest.raises(ValueError, match="Lösenordet stämmer inte"):
        opened.approve(0, password="fel")
    assert not Approval.objects.filter(signing=opened.signing, approved_at__isnull=False).exists()
    assert SignInAttempt.objects.filter(email=opened.people[0].email, succeeded=False).count() == 1


def test_too_many_wrong_passwords_close_the_door_for_the_right_one_too(opened: Round) -> None:
    for _ in range(10):
        with pytest.raises(ValueError, match="Lösenordet stämmer inte"):
            opened.approve(0, password="fel")
    with pytest.raises(ValueError, match="Vänta en kvart"):
        opened.approve(0)


def test_who_is_not_asked_or_has_approved_is_refused(opened: Round) -> None:
    opened.approve(0)
    with pytest.raises(ValueError, match="redan godkänt"):
        opened.approve(0)
    opened.people[1] = Person.objects.create_person(email="annan@godkanner.test", name="Ö Å", password=PASSWORD)
    with pytest.raises(ValueError, match="inte med bland dem"):
        opened.approve(1)


def test_what_was_on_the_screen_must_be_what_is_approved(opened: Round) -> None:
    with pytest.raises(ValueError, match="har ändrats sedan du öppnade sidan"):
        opened.approve(0, content=CHANGED)


def test_declining_needs_a_reason_ends_the_round_and_lets_another_begin(opened: Round, sydnarke: Association) -> None:
    opened.approve(0)
    give = {"association": sydnarke, "signing": opened.signing}
    with pytest.raises(ValueError, match="Skriv varför"):
        decline(**give, person=opened.people[2], reason="  ")
    with pytest.raises(ValueError, match="redan godkänt"):
        decline(**give, person=opened.people[0], reason="Jag ångrar mig.")
    decline(**give, person=opened.people[2], reason="§ 64 saknar min reservation.")
    shown = round_of(sydnarke, opened.about)
    assert shown and shown.signing.state == SigningState.DECLINED
    assert [one.state for one in shown.signatories] == ["approved", "waiting", "declined"]
    assert shown.signatories[2].reason == "§ 64 saknar min reservation."
    assert shown.signing.ended_reason == "Vik Forsholm: § 64 saknar min reservation."
    assert all(waiting_for(person, sydnarke) == [] for person in opened.people)
    with pytest.raises(ValueError, match="Omgången är avslutad: tillbakaskickat"):
        opened.approve(1)
    assert asked(sydnarke, opened.people, content=CHANGED).approve(0, content=CHANGED)


def test_a_change_after_the_first_approval_lets_the_round_fall(opened: Round, sydnarke: Association) -> None:
    opened.approve(0)
    give = {"association": sydnarke, "about": opened.about, "by": opened.people[0]}
    assert fall_if_changed(**give, content_hash=CONTENT) is None
    fallen = fall_if_changed(**give, content_hash=CHANGED)
    assert fallen and fallen.state == SigningState.FALLEN and fallen.ended_reason
    assert fall_if_changed(**give, content_hash=CHANGED) is None
    with pytest.raises(ValueError, match="ändrat efter godkännande"):
        opened.approve(1)
    with pytest.raises(ValueError, match="avslutad"):
        opened.seal()


def test_one_thing_has_one_round_at_a_time_and_none_after_the_seal(opened: Round, sydnarke: Association) -> None:
    with pytest.raises(ValueError, match="pågår redan"):
        asked(sydnarke, opened.people)
    opened.approve_all()
    opened.seal()
    with pytest.raises(ValueError, match="redan godkänd och förseglad"):
        asked(sydnarke, opened.people)


def test_a_round_needs_somebody_and_nobody_twice_in_one_role(opened: Round, sydnarke: Association) -> None:
    person = opened.people[0]
    for signatories in ([], [Signatory(person, "justerare", 1), Signatory(person, "justerare", 2)]):
        with pytest.raises(ValueError):
            open_signing(
                association=sydnarke,
                about="minutes:3",
                title=TITLE,
                content_hash=CONTENT,
                signatories=signatories,
                by=None,
            )


def test_a_clock_that_is_set_back_changes_no_order(opened: Round) -> None:
    """An approval and the seal are never earlier than what was done before them, whatever the clock says."""
    first = opened.approve(0)
    Approval.objects.filter(pk=first.pk).update(approved_at=first.approved_at + DAY)  # as if the clock had been ahead
    second, third = opened.approve(1), opened.approve(2)
    assert second.approved_at == third.approved_at == first.approved_at + DAY
    assert [row.name for row in evidence_of(opened.signing).rows] == [one.name for one in opened.people]
    assert opened.seal().sealed_at == first.approved_at + DAY


def test_a_seal_may_be_given_its_time_but_never_one_before_the_approvals(opened: Round, sydnarke: Association) -> None:
    opened.approve_all()
    last = Approval.objects.filter(signing=opened.signing).latest("approved_at").approved_at
    seal = seal_file(association=sydnarke, signing=opened.signing, pdf=minutes(), name="p.pdf", by=None, now=last - DAY)
    assert seal.sealed_at == last
