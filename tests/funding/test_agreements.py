"""From the decision to the sealed agreement: begun, written, signed by both, and what is refused."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from agreement_parties import BASE, OWNER, TODAY, Parties
from django.test import Client
from django.utils import timezone
from funding_rows import HELD, ORE, YEAR
from world import Seated, SignedIn

from finsam.core.models import Body, Person, Provision, Seat, SeatRole, SignInAttempt
from finsam.core.tenancy import within
from finsam.core.ticking import tick
from finsam.funding.actions.agreements import Plan, begin_agreement
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    Application,
)
from finsam.funding.queries.agreement_acts import agreement_acts
from finsam.funding.queries.agreements import agreement_in_force
from finsam.home.today import today_page
from finsam.pdf.seal_checks import check_seal
from finsam.signing.models import Certificate
from finsam.signing.verification import verify_file


def test_from_grant_to_two_signatures_and_a_file_that_verifies(parties: Parties) -> None:
    with within(parties.association):
        person = Person.objects.get(email=f"{SeatRole.DIRECTOR}@finsam.test")
        acts = agreement_acts(parties.association, person, {"keep_funding"}, TODAY)
    assert [(act.due, act.action, act.url) for act in acts] == [(date(2023, 12, 10), "Skriv avtalet", parties.new)]
    agreement = parties.ready()
    assert parties.letters(OWNER) == [
        f"Du är projektägare i {parties.association.name}", f"Skriv under: Avtal om {agreement.grant.intervention}",
    ]  # fmt: skip
    owner = parties.owner()
    told = [act.what for group in today_page(owner, TODAY).groups for act in group.acts]
    assert f"Skriv under avtal om {agreement.grant.intervention}" in told
    assert parties.sign(owner, agreement).status_code == 302
    assert parties.agreement().state == "signing"
    assert parties.sign(owner, agreement).status_code == 422  # once each
    assert parties.sign(parties.chair, agreement).status_code == 302
    with within(parties.association):
        signed = Agreement.objects.select_related("document__file", "document__case", "signing").get()
        intervention = signed.grant.intervention
        assert (signed.state, signed.signed_on) == ("signed", timezone.localdate())
        assert signed.document.case == parties.grant.application.case
        assert intervention.until == date(YEAR, 12, 31)
        assert agreement_in_force(parties.grant) == signed
        assert [one.kind for one in signed.reporting_dates.all()] == ["quarter"] * 3 + ["final"]
        known = set(Certificate.objects.values_list("fingerprint", flat=True))
    pdf = bytes(signed.document.file.content)
    assert check_seal(pdf, lambda _: known).holds
    verdict = verify_file(pdf)
    assert verdict.evidence
    assert verdict.evidence.title == f"Avtal om {intervention}"
    assert [(row.name, row.role) for row in verdict.evidence.rows] == [
        ("Rinna Hällflod", "förvaltningschef"), (parties.chair.name, "ordförande"),
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert "innehall.json" in read.attachments
    assert parties.letters(parties.chair.email)[-1] == f"Undertecknat: Avtal om {intervention}"
    assert parties.browser(owner).get(f"{BASE}{signed.pk}/underskrifter/avtal.pdf").content == pdf
    checked = Client().post("/kontroll/", {"file": io.BytesIO(pdf)}).content.decode()
    assert f"Avtal om {intervention}" in checked


def test_the_draft_says_what_the_application_and_the_decision_say(parties: Parties) -> None:
    agreement = parties.begin()
    page = parties.director.get(f"{BASE}{agreement.pk}/").content.decode()
    for words in ("Fler ska få stöd samtidigt.", "Provmål (ska nå 15 %).", "10\xa0november 2023, §\xa01", "Prov kommun",
                  "1\u202f200\u202f000", "20\xa0april 2024", "[Skriv målgruppen]"):  # fmt: skip
        assert words in page
    assert "{" not in page.partition('class="sheet"')[2].partition("</article>")[0]
    refused = parties.hand_over(agreement).content.decode()
    assert "Texten har luckor kvar" in refused
    assert parties.director.get(f"{BASE}{agreement.pk}/avtal.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(("state", "why"), [("rejected", "avslog"), ("proposed", "inte beslutat"),
                                            ("withdrawn", "återtagen")])  # fmt: skip
def test_no_agreement_on_a_decision_that_was_not_taken(parties: Parties, state: str, why: str) -> None:
    with within(parties.association):
        other = Application.objects.filter(grants=None, state="received").first()
        Application.objects.filter(pk=other.pk).update(state=state, decided_on=HELD)
        other.refresh_from_db()
        plan = Plan(date(YEAR, 1, 1), date(YEAR, 12, 31))
        with pytest.raises(ValueError, match=why):
            begin_agreement(association=parties.association, by=parties.chair, application=other, plan=plan)
    shown = parties.director.get(f"{BASE}nytt/{other.pk}/").content.decode()
    assert "Avtalet kan inte skrivas" in shown
    assert why in shown


def test_the_form_sent_twice_makes_one_and_a_second_agreement_is_refused(parties: Parties) -> None:
    assert parties.begin(token="en-gang") == parties.begin(token="en-gang")
    said = {"starts_on": "2024-01-01", "ends_on": "2024-12-31", "kinds": ["final"], "days": 20}
    refused = parties.director.post(parties.new, said)
    assert refused.status_code == 422
    assert "Det finns redan ett avtal" in refused.content.decode()


def test_more_than_granted_a_report_before_its_end_and_an_identity_number_are_refused_and_nothing_is_lost(
    parties: Parties,
) -> None:
    agreement = parties.begin()
    refused = parties.save(
        agreement, **{f"amount_{YEAR}": "1 200 001"}, due_0="2024-03-31",
        text="Ring 850709-9805 om {beställaren}.",
    )  # fmt: skip
    page = refused.content.decode()
    assert refused.status_code == 422
    for words in ("beslutet ger högst", "Rapport 1: sista dagen", "ser ut som ett personnummer", "{beställaren}”",
                  "Ring 850709-9805", "1 200 001"):  # fmt: skip
        assert words in page
    assert parties.agreement().revision == 0


def test_two_editors_never_overwrite_each_other(parties: Parties) -> None:
    agreement = parties.begin()
    before = parties.form(agreement)
    assert parties.save(agreement, text="Den första.").status_code == 302
    refused = parties.director.post(f"{BASE}{agreement.pk}/andra/", {**before, "text": "Den andra."})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Den första." in page
    assert "Den andra." in page
    assert parties.agreement().text == "Den första.\n"


def test_what_is_changed_after_one_signature_falls_and_opens_again(parties: Parties) -> None:
    agreement = parties.ready()
    owner = parties.owner()
    parties.sign(owner, agreement)
    with within(parties.association):
        AgreementAmount.objects.update(amount_ore=ORE - 1)
    refused = parties.sign(parties.chair, agreement)
    assert refused.status_code == 422
    assert "Avtalet ändrades efter att" in refused.content.decode()
    assert parties.agreement().state == "draft"
    assert parties.letters(OWNER)[-1].startswith("Underskriften gäller inte längre")
    assert parties.browser(owner).get(f"{BASE}{agreement.pk}/underskrifter/").status_code == 404
    assert parties.hand_over(agreement).status_code == 302


def test_a_wrong_password_is_counted_and_signs_nothing(parties: Parties) -> None:
    agreement = parties.ready()
    assert parties.sign(parties.owner(), agreement, "fel lösenord").status_code == 422
    assert SignInAttempt.objects.filter(email=OWNER, succeeded=False).count() == 1
    with within(parties.association):
        assert not agreement.signing.approvals.exclude(approved_at=None).exists()


def test_the_same_person_cannot_sign_for_both(parties: Parties) -> None:
    agreement = parties.begin()
    parties.save(agreement, text="Klart.", signatory_email=parties.chair.email.upper())
    refused = parties.hand_over(agreement)
    assert refused.status_code == 422
    assert "Samma person kan inte skriva under för båda" in refused.content.decode()
    assert parties.agreement().state == "draft"


def test_a_project_owner_reaches_only_what_they_are_asked_to_sign(parties: Parties, seated: Seated) -> None:
    agreement = parties.ready()
    other = seated(parties.association, SeatRole.PROJECT_OWNER)
    for person, answer in ((other, 404), (parties.owner(), 200)):
        browser = parties.browser(person)
        assert browser.get(f"{BASE}{agreement.pk}/underskrifter/").status_code == answer
        assert browser.get(f"{BASE}{agreement.pk}/underskrifter/avtal.pdf").status_code == answer
        assert browser.get(f"{BASE}{agreement.pk}/").status_code == 403
    director = Person.objects.get(email=f"{SeatRole.DIRECTOR}@finsam.test")
    assert parties.sign(director, agreement).status_code == 422  # may read and sign, but is not asked


def test_sent_back_with_a_reason_it_is_a_draft_that_says_why(parties: Parties) -> None:
    agreement = parties.ready()
    page = f"{BASE}{agreement.pk}/underskrifter/"
    owner = parties.browser(parties.owner())
    assert owner.post(page, {"gor": "tillbaka", "reason": ""}).status_code == 422
    sent = owner.post(page, {"gor": "tillbaka", "reason": "Fel belopp för våren."})
    assert (sent.status_code, sent.url) == (302, "/")
    assert "Fel belopp för våren." in parties.director.get(f"{BASE}{agreement.pk}/").content.decode()
    assert parties.letters(parties.chair.email)[-1].startswith("Inte undertecknat")
    parties.hand_over(agreement)
    assert parties.director.post(page, {"gor": "avbryt"}).status_code == 302
    assert parties.agreement().state == "draft"


def test_what_the_server_did_not_get_to_is_sealed_by_itself(parties: Parties, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = parties.ready()
    parties.sign(parties.owner(), agreement)
    with monkeypatch.context() as broken:
        broken.setattr("finsam.funding.actions.agreement_signing.printed_agreement", _fails)
        assert parties.sign(parties.chair, agreement).status_code == 302
    assert parties.agreement().state == "signing"
    assert tick()["avtal förseglade"] == 1
    assert parties.agreement().state == "signed"


def _fails(*_: object, **__: object) -> bytes:
    raise OSError("disken är full")


def test_a_draft_can_be_taken_away_and_a_signed_agreement_cannot(parties: Parties) -> None:
    agreement = parties.begin()
    assert parties.director.post(f"{BASE}{agreement.pk}/ta-bort/").status_code == 302
    assert parties.agreement() is None
    kept = parties.signed()
    parties.director.post(f"{BASE}{kept.pk}/ta-bort/")
    assert parties.agreement() == kept


def test_the_list_puts_the_late_first_and_follows_the_association_s_own_month(parties: Parties) -> None:
    page = parties.director.get(BASE).content.decode()
    assert "act-late" in page
    assert "senast 10\xa0december 2023" in page
    with within(parties.association):
        Provision.objects.create(
            association=parties.association, key="agreement_months", value="24", valid_from=HELD - timedelta(days=1)
        )
    assert "senast 10\xa0november 2025" in parties.director.get(BASE).content.decode()
    parties.signed()
    page = parties.director.get(BASE).content.decode()
    assert "act-late" not in page
    assert "Prov kommun" in page


def test_the_association_s_own_template_is_a_new_version_that_new_agreements_begin_with(parties: Parties) -> None:
    page = f"{BASE}mall/"
    assert "står inte för något" in parties.director.post(page, {"text": "{nej}", "version": 0}).content.decode()
    stale = parties.director.post(page, {"text": "Vårt avtal med {projektägaren}.", "version": 7})
    assert "ny version av mallen" in stale.content.decode()
    said = {"text": "Vårt avtal med {projektägaren} om {insatsen}.", "version": 0}
    assert parties.director.post(page, said).status_code == 302
    agreement = parties.begin()
    assert agreement.text == f"Vårt avtal med {{projektägaren}} om {agreement.grant.intervention}."


def test_who_sits_on_the_board_sees_agreements_and_writes_none(parties: Parties, signed_in: SignedIn) -> None:
    agreement = parties.begin()
    member = signed_in(parties.association, SeatRole.MEMBER)
    assert member.get(f"{BASE}{agreement.pk}/").status_code == 200
    for path in ("andra/", "tillagg/", "avsluta/", "underskrifter/"):
        assert member.get(f"{BASE}{agreement.pk}/{path}").status_code == 403
    chair = parties.browser(parties.chair)
    assert chair.post(f"{BASE}{agreement.pk}/underskrifter/", {"gor": "lamna"}).status_code == 403
    with within(parties.association):
        assert not Seat.objects.filter(body=Body.OWNERS).exists()
