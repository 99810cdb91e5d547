"""Adjustment: handed over complete, approved in order by password, changed, sent back, sealed once, announced."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from adjusting import KEY, PASSWORD, Cast, make_ready
from django.urls import reverse
from django.utils import timezone
from world import SignedIn

from finsam.cases.models import Case, Document
from finsam.core.models import Association, AuditEntry, Mail, Person, Provision, SeatRole, SignInAttempt
from finsam.core.tenancy import within
from finsam.core.ticking import tick
from finsam.meetings.actions import after_sealing
from finsam.meetings.actions.after_content import drop_if_changed
from finsam.meetings.actions.after_sealing import finish_sealing
from finsam.meetings.actions.during_items import fingerprint, save_field
from finsam.meetings.models import ChangeRequest, Item, Meeting, Minutes, Notice, Reservation
from finsam.pdf.seal_checks import check_seal
from finsam.signing.models import Certificate, Seal, Signing

MINUTES = f"/sydnarke/moten/{KEY}/protokoll/"
PAGE = f"/sydnarke/moten/{KEY}/justering/"


@pytest.fixture
def cast(sydnarke: Association) -> Cast:
    """Minutes that are complete, and who adjusts them."""
    return make_ready(sydnarke)


@pytest.fixture
def handed(cast: Cast) -> Cast:
    """Minutes handed over for adjustment."""
    cast.browser(cast.secretary).post(f"{MINUTES}lamna/")
    return cast


def read(cast: Cast, person: Person, path: str = PAGE) -> str:
    """The page as the person sees it, with ordinary spaces."""
    return cast.browser(person).get(path).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def on_screen(cast: Cast, person: Person) -> str:
    """The hash of the content that the person's page holds."""
    return re.search(r'name="content_hash" value="(\w+)"', read(cast, person))[1]


def approve(cast: Cast, person: Person, password: str = PASSWORD) -> object:
    """Approve as the page would."""
    sent = {"password": password, "content_hash": on_screen(cast, person)}
    return cast.browser(person).post(f"{PAGE}godkann/", sent)


def letters(cast: Cast, to: Person) -> list[str]:
    """The subjects of the letters to a person, oldest first."""
    with within(cast.association):
        return list(Mail.objects.filter(person=to).order_by("pk").values_list("subject", flat=True))


def test_complete_minutes_are_handed_over_and_everybody_asked_is_told(handed: Cast) -> None:
    assert handed.state() == "adjusting"
    for person in (handed.secretary, handed.chair, handed.adjuster):
        assert letters(handed, person) == [
            "Justera protokollet: Styrelsemöte fredag 12\N{NO-BREAK SPACE}september 2025"
        ]
    with within(handed.association):
        assert PAGE in Mail.objects.filter(person=handed.chair).first().text
        meeting = Meeting.objects.get(pk=handed.meeting.pk)
        assert meeting.case.kind == "meeting"
        asked = Minutes.objects.get(meeting=meeting).signing.approvals.values_list("order", "role")
        assert list(asked) == [(1, "sekreterare"), (2, "ordförande"), (3, "justerare")]


def test_incomplete_minutes_are_not_handed_over(cast: Cast) -> None:
    with within(cast.association):
        Provision.objects.filter(key="kept_at").delete()
    answer = cast.browser(cast.secretary).post(f"{MINUTES}lamna/")
    assert answer.status_code == 422
    assert "inte komplett. Var protokollet förvaras är inte inskrivet." in answer.content.decode()
    assert cast.state() == "ended"
    with within(cast.association):
        assert not Mail.objects.filter(about__startswith="meeting:").exists()
        assert not Signing.objects.filter(about__startswith="minutes:").exists()


def test_minutes_are_handed_over_once(handed: Cast) -> None:
    answer = handed.browser(handed.secretary).post(f"{MINUTES}lamna/")
    assert answer.status_code == 422
    assert "redan lämnat till justering" in answer.content.decode()


def test_whoever_reserved_themselves_without_a_text_is_reminded(cast: Cast) -> None:
    with within(cast.association):
        item = Item.objects.filter(meeting=cast.meeting).last()
        seat = cast.meeting.chair
        Reservation.objects.create(association=cast.association, item=item, seat=seat, announced_at=timezone.now())
    assert "har reserverat sig. Texten kan lämnas fram till justeringen" in read(cast, cast.secretary, MINUTES)
    cast.browser(cast.secretary).post(f"{MINUTES}lamna/")
    assert letters(cast, cast.chair)[-1] == "Texten till din reservation saknas: § 2"


def test_the_page_points_at_money_and_shows_whose_turn_it_is(handed: Cast) -> None:
    with within(handed.association):
        Item.objects.filter(meeting=handed.meeting, number=2).update(decision_type="finansiering")
    cast = handed
    assert "§ 2 Projektansökan Mottagningsteamet" in read(cast, cast.chair)
    assert "Kvalificerad majoritet" in read(cast, cast.chair)
    assert f'href="{MINUTES}#p2"' in read(cast, cast.chair)


def test_nobody_approves_before_their_turn(handed: Cast) -> None:
    text = read(handed, handed.chair)
    assert "Det är inte din tur än. Du får ett mejl när Tuva Källström har godkänt." in text
    assert 'name="content_hash"' not in text
    sent = {"password": PASSWORD, "content_hash": on_screen(handed, handed.secretary)}
    answer = handed.browser(handed.chair).post(f"{PAGE}godkann/", sent)
    assert answer.status_code == 422
    assert "Sekreteraren har inte godkänt än" in answer.content.decode()


def test_a_wrong_password_is_refused_and_counted(handed: Cast) -> None:
    answer = approve(handed, handed.secretary, "fel-lösenord-igen")
    assert answer.status_code == 422
    assert "Lösenordet stämmer inte" in answer.content.decode()
    assert "fel-lösenord-igen" not in answer.content.decode()
    assert SignInAttempt.objects.filter(email=handed.secretary.email, succeeded=False).count() == 1


def test_when_all_have_approved_the_minutes_are_sealed_once_kept_and_announced(handed: Cast) -> None:
    for person in (handed.secretary, handed.chair, handed.adjuster):
        assert approve(handed, person).status_code == 302
    assert handed.state() == "adjusted"
    assert "Protokollet är förseglat" in read(handed, handed.chair)
    with within(handed.association):
        minutes = Minutes.objects.get(meeting=handed.meeting)
        seal = Seal.objects.get(signing=minutes.signing)
        assert minutes.adjusted_on == timezone.localdate()
        assert (minutes.document.file, minutes.document.direction) == (seal.file, "drawn_up")
        fingerprints = set(Certificate.objects.values_list("fingerprint", flat=True))
        assert check_seal(bytes(seal.file.content), lambda _: fingerprints).holds
        assert Notice.objects.filter(meeting=handed.meeting).count() > 1
        assert finish_sealing(handed.association) == 0
        assert Seal.objects.filter(signing__about__startswith="minutes:").count() == 1
        sealed = bytes(seal.file.content)
    assert letters(handed, handed.adjuster)[-2:][0].startswith("Din tur att godkänna")
    assert letters(handed, handed.secretary)[-1].startswith("Protokollet är justerat")
    file = handed.browser(handed.chair).get(f"/sydnarke/moten/{KEY}/protokoll.pdf")
    assert file.content == sealed


def test_what_was_not_sealed_because_the_program_stopped_is_sealed_later(
    handed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopped:

        def no_disk(**_: object) -> None:
            raise OSError("No space left on device")

        stopped.setattr(after_sealing, "seal_file", no_disk)
        for person in (handed.secretary, handed.chair, handed.adjuster):
            assert approve(handed, person).status_code == 302
        with within(handed.association):
            assert finish_sealing(handed.association) == 0
    assert handed.state() == "adjusting"
    assert "förseglas så snart det går" in read(handed, handed.chair)
    with within(handed.association):
        assert Document.objects.filter(title__startswith="Protokoll").count() == 0
        assert AuditEntry.objects.filter(action="meetings.minutes.not_sealed").count() == 1
    assert tick()["protokoll förseglade"] == 1
    assert handed.state() == "adjusted"


def test_a_change_after_an_approval_makes_every_approval_fall_and_tells_who_had_approved(handed: Cast) -> None:
    approve(handed, handed.secretary)
    approve(handed, handed.chair)
    screen = on_screen(handed, handed.adjuster)
    with within(handed.association):
        Item.objects.filter(meeting=handed.meeting, number=2).update(title="Projektansökan, ändrad")
    text = read(handed, handed.adjuster)
    assert "Protokollet har ändrats efter att det lämnades till justering" in text
    assert 'name="content_hash"' not in text
    answer = handed.browser(handed.adjuster).post(f"{PAGE}godkann/", {"password": PASSWORD, "content_hash": screen})
    assert answer.status_code == 422
    assert "har ändrats" in answer.content.decode()
    assert handed.state() == "ended"
    for person in (handed.secretary, handed.chair):
        assert letters(handed, person)[-1].startswith("Ditt godkännande gäller inte längre")
    assert not letters(handed, handed.adjuster)[-1].startswith("Ditt godkännande")


def test_a_change_is_noticed_by_whoever_saves_it(handed: Cast) -> None:
    approve(handed, handed.secretary)
    with within(handed.association):
        assert not drop_if_changed(association=handed.association, meeting=handed.meeting, by=None)
        Item.objects.filter(meeting=handed.meeting, number=2).update(remarks="Ett ord till.")
        assert drop_if_changed(association=handed.association, meeting=handed.meeting, by=handed.secretary)
        assert not drop_if_changed(association=handed.association, meeting=handed.meeting, by=None)
    assert handed.state() == "ended"


def test_what_the_secretary_writes_while_it_is_under_adjustment_makes_the_approvals_fall(
    handed: Cast, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]]
) -> None:
    approve(handed, handed.secretary)
    item = items(handed)[2]
    with django_capture_on_commit_callbacks(execute=True), within(handed.association):
        save_field(
            association=handed.association, item=item.pk, field="remarks", text="", based_on=fingerprint(""),
            by=handed.secretary,
        )  # fmt: skip
    assert handed.state() == "adjusting"
    with django_capture_on_commit_callbacks(execute=True), within(handed.association):
        save_field(
            association=handed.association, item=item.pk, field="remarks", text="Ett ord till.",
            based_on=fingerprint(""), by=handed.secretary,
        )  # fmt: skip
    assert handed.state() == "ended"
    assert letters(handed, handed.secretary)[-1].startswith("Ditt godkännande gäller inte längre")


def test_fallen_minutes_are_handed_over_again_and_approved_anew(handed: Cast) -> None:
    approve(handed, handed.secretary)
    with within(handed.association):
        Item.objects.filter(meeting=handed.meeting, number=2).update(remarks="Ett ord till.")
        drop_if_changed(association=handed.association, meeting=handed.meeting, by=handed.secretary)
    handed.browser(handed.secretary).post(f"{MINUTES}lamna/")
    for person in (handed.secretary, handed.chair, handed.adjuster):
        assert approve(handed, person).status_code == 302
    assert handed.state() == "adjusted"
    with within(handed.association):
        assert set(Signing.objects.filter(about__startswith="minutes:").values_list("state", flat=True)) == {
            "fallen",
            "sealed",
        }
        assert Case.objects.filter(kind="meeting").count() == 1


def test_minutes_sent_back_tell_why_and_return_to_the_secretary(handed: Cast) -> None:
    approve(handed, handed.secretary)
    answer = handed.browser(handed.chair).post(f"{PAGE}skicka-tillbaka/", {"reason": "Fel belopp i § 2."})
    assert answer.status_code == 302
    assert handed.state() == "ended"
    assert "Fel belopp i § 2." in read(handed, handed.secretary)
    assert letters(handed, handed.secretary)[-1].startswith("Protokollet är tillbaka hos sekreteraren")


def test_minutes_are_not_sent_back_without_a_reason_or_by_another(handed: Cast, signed_in: SignedIn) -> None:
    answer = handed.browser(handed.chair).post(f"{PAGE}skicka-tillbaka/", {"reason": ""})
    assert answer.status_code == 422
    assert "Skriv varför du inte godkänner" in answer.content.decode()
    economist = signed_in(handed.association, SeatRole.ECONOMIST)
    assert economist.post(f"{PAGE}skicka-tillbaka/", {"reason": "Nej."}).status_code == 422
    assert handed.state() == "adjusting"


def items(cast: Cast) -> dict[int, Item]:
    """The items by §."""
    with within(cast.association):
        return {item.number: item for item in Item.objects.filter(meeting=cast.meeting)}


def test_an_adjuster_asks_for_a_change_and_the_secretary_goes_and_makes_it(handed: Cast) -> None:
    sent = {"item": items(handed)[2].pk, "text": "Beloppet ska vara 100 000 kr."}
    assert handed.browser(handed.adjuster).post(f"{PAGE}andra/", sent).status_code == 302
    assert letters(handed, handed.secretary)[-1].startswith("Källa Sjöblad vill ändra § 2")
    assert "Beloppet ska vara 100 000 kr." in read(handed, handed.secretary)
    with within(handed.association):
        change = ChangeRequest.objects.get()
    answer = handed.browser(handed.secretary).post(f"{PAGE}andra/{change.pk}/", {"svar": "ja"})
    assert answer["Location"] == f"{reverse('meeting-live', args=['sydnarke', KEY])}?punkt=2"
    with within(handed.association):
        assert ChangeRequest.objects.get().accepted is True
    assert letters(handed, handed.adjuster)[-1].startswith("Svar om § 2")


def test_a_change_is_refused_with_a_reason_only(handed: Cast) -> None:
    sent = {"item": items(handed)[2].pk, "text": "Stryk allt."}
    handed.browser(handed.chair).post(f"{PAGE}andra/", sent)
    with within(handed.association):
        change = ChangeRequest.objects.get()
    secretary, path = handed.browser(handed.secretary), f"{PAGE}andra/{change.pk}/"
    answer = secretary.post(path, {"svar": "nej"})
    assert answer.status_code == 422
    assert "Skriv varför ändringen inte görs" in answer.content.decode()
    why = {"svar": "nej", f"andring-{change.pk}-answer": "Beslutet är det som fattades."}
    assert secretary.post(path, why).status_code == 302
    assert "Beslutet är det som fattades." in read(handed, handed.chair)
    again = secretary.post(path, why)
    assert again.status_code == 422
    assert "redan besvarat" in again.content.decode()


@pytest.mark.parametrize(
    ("item", "text", "word"),
    [("", "Ändra", "Välj vilken paragraf"), ("x", "Ändra", "giltigt"), ("2", "", "Skriv vad som ska ändras")],
)
def test_a_wish_without_a_paragraph_or_words_is_refused_and_kept(handed: Cast, item: str, text: str, word: str) -> None:
    sent = {"item": items(handed)[2].pk if item == "2" else item, "text": text}
    answer = handed.browser(handed.chair).post(f"{PAGE}andra/", sent)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert text in answer.content.decode()


def test_only_the_chair_and_the_adjusters_ask_for_changes(handed: Cast, signed_in: SignedIn) -> None:
    sent = {"item": items(handed)[2].pk, "text": "Ändra."}
    assert handed.browser(handed.secretary).post(f"{PAGE}andra/", sent).status_code == 403
    assert signed_in(handed.association, SeatRole.ECONOMIST).post(f"{PAGE}andra/", sent).status_code == 403
    with within(handed.association):
        change = ChangeRequest.objects.create(
            association=handed.association, item=items(handed)[2], by=handed.chair, text="Ändra."
        )
    assert handed.browser(handed.chair).post(f"{PAGE}andra/{change.pk}/", {"svar": "ja"}).status_code == 403
    assert handed.browser(handed.secretary).post(f"{PAGE}andra/{change.pk + 999}/").status_code == 404


def test_others_are_told_that_it_goes_on_and_no_more(handed: Cast, signed_in: SignedIn) -> None:
    text = signed_in(handed.association, SeatRole.AUDITOR).get(PAGE).content.decode()
    assert "Protokollet justeras nu" in text
    assert "Projektansökan" not in text
    assert "kontrollsumman" not in text
