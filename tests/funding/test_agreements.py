"""From the decision to the sealed agreement: begun, written, signed by both, amended, ended, and what is refused."""

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from funding_rows import HELD, ORE, YEAR
from world import Seated, SignedIn

from finsam.core.models import Association, Body, Mail, Person, Provision, Seat, SeatRole, SignInAttempt
from finsam.core.tenancy import within
from finsam.core.ticking import tick
from finsam.funding.actions.agreements import Plan, begin_agreement
from finsam.funding.models import (
    Agreement,
    AgreementAmount,
    AgreementTemplate,
    Application,
    Claim,
    Grant,
    ProgressReport,
    ReportingDate,
)
from finsam.funding.queries.agreement_acts import agreement_acts
from finsam.funding.queries.agreements import agreement_in_force
from finsam.home.today import today_page
from finsam.pdf.seal_checks import check_seal
from finsam.signing.models import Certificate, Signing
from finsam.signing.verification import verify_file

PASSWORD = "vatten-rinner-uppåt"
BASE = "/sydnarke/avtal/"
OWNER = "rinna@hallefors.test"
TODAY = date(2023, 11, 20)


class Parties:
    """The office and those who sign, each with a browser, around a grant without agreement."""

    def __init__(self, association: Association, director: Client, chair: Person) -> None:
        self.association, self.director, self.chair = association, director, chair
        with within(association):
            self.grant = Grant.objects.select_related("application").order_by("pk").first()
        self.new = f"{BASE}nytt/{self.grant.application_id}/"

    def begin(self, **more: object) -> Agreement:
        said = {"starts_on": f"{YEAR}-01-01", "ends_on": f"{YEAR}-12-31", "kinds": ["quarter", "final"], "days": 20}
        answer = self.director.post(self.new, {**said, **more})
        assert answer.status_code == 302, answer.content.decode()
        return self.agreement()

    def agreement(self) -> Agreement:
        with within(self.association):
            return Agreement.objects.select_related("grant__intervention", "signing").filter(grant=self.grant).last()

    def form(self, agreement: Agreement) -> dict[str, Any]:
        """What the browser would send of the draft as it stands."""
        page = self.director.get(f"{BASE}{agreement.pk}/andra/")
        form = page.context["page"].form
        return {field.html_name: field.value() if field.value() is not None else "" for field in form}

    def save(self, agreement: Agreement, **more: object) -> Any:
        who = {
            "counterpart_number": "212000-0000",
            "signatory_name": "Rinna Hällflod",
            "signatory_email": OWNER,
            "signatory_role": "förvaltningschef",
        }
        return self.director.post(f"{BASE}{agreement.pk}/andra/", {**self.form(agreement), **who, **more})

    def hand_over(self, agreement: Agreement) -> Any:
        with within(self.association):
            seat = Seat.objects.get(person=self.chair, role=SeatRole.CHAIR)
        return self.director.post(f"{BASE}{agreement.pk}/underskrifter/", {"gor": "lamna", "seat": seat.pk})

    def ready(self) -> Agreement:
        """An agreement that is handed over for signing."""
        agreement = self.begin()
        text = agreement.text.replace("[Skriv målgruppen]", "Unga vuxna utan arbete.")
        assert self.save(agreement, text=text).status_code == 302
        assert self.hand_over(agreement).status_code == 302
        return self.agreement()

    def owner(self) -> Person:
        person = Person.objects.get(email=OWNER)
        person.set_password(PASSWORD)
        person.save()
        return person

    def browser(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def sign(self, person: Person, agreement: Agreement, password: str = PASSWORD) -> Any:
        with within(self.association):
            content = Signing.objects.filter(about=f"agreement:{agreement.pk}").latest("pk").content_hash
        said = {"password": password, "content_hash": content}
        return self.browser(person).post(f"{BASE}{agreement.pk}/underskrifter/", said)

    def letters(self, email: str) -> list[str]:
        with within(self.association):
            return list(Mail.objects.filter(to=email).order_by("pk").values_list("subject", flat=True))


@pytest.fixture
def parties(sydnarke: Association, seated: Seated, signed_in: SignedIn) -> Parties:
    """Sydnärke's first grant without its agreement, a director and a chair with a password."""
    cache.clear()
    with within(sydnarke):
        ProgressReport.objects.all().delete()
        Claim.objects.all().delete()
        Agreement.objects.all().delete()
        AgreementTemplate.objects.all().delete()
    chair = seated(sydnarke, SeatRole.CHAIR)
    chair.set_password(PASSWORD)
    chair.save()
    return Parties(sydnarke, signed_in(sydnarke, SeatRole.DIRECTOR), chair)


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


def signed(parties: Parties) -> Agreement:
    agreement = parties.ready()
    parties.sign(parties.owner(), agreement)
    parties.sign(parties.chair, agreement)
    return parties.agreement()


def test_an_amendment_replaces_the_agreement_and_leaves_begun_reports(parties: Parties) -> None:
    first = signed(parties)
    with within(parties.association):
        report = ProgressReport.objects.filter(asked__agreement=first).earliest("asked__due_on")
        ProgressReport.objects.filter(pk=report.pk).update(texts={"vad": "Vi har börjat."})
    assert parties.director.post(f"{BASE}{first.pk}/tillagg/", {"reason": " "}).status_code == 422
    assert parties.director.post(f"{BASE}{first.pk}/tillagg/", {"reason": "Färre deltagare."}).status_code == 302
    second = parties.agreement()
    assert (second.number, second.state, second.due_on) == (2, "draft", None)
    assert "Färre deltagare." in second.text
    again = parties.director.post(f"{BASE}{first.pk}/tillagg/", {"reason": "Igen."})
    assert "håller redan på att skrivas" in again.content.decode()
    parties.save(second, **{f"amount_{YEAR}": "900 000"})
    with within(parties.association):
        assert agreement_in_force(parties.grant) == first
    parties.hand_over(second)
    parties.sign(parties.owner(), second)
    parties.sign(parties.chair, second)
    with within(parties.association):
        first.refresh_from_db()
        now = agreement_in_force(parties.grant)
        assert (first.state, now.number, now.amounts.get().amount_ore) == ("replaced", 2, 900_000_00)
        assert list(ReportingDate.objects.filter(agreement=first)) == [report.asked]
        assert now.reporting_dates.count() == 3
        assert ProgressReport.objects.filter(asked__agreement=now).count() == 3  # one for each, and none twice
        report.refresh_from_db()
        assert report.texts == {"vad": "Vi har börjat."}


def test_an_end_shortens_what_is_asked_for_and_stands_with_its_reason(parties: Parties) -> None:
    agreement = signed(parties)
    end = f"{BASE}{agreement.pk}/avsluta/"
    late = parties.director.post(end, {"ended_on": f"{YEAR + 1}-01-01", "reason": "Uppsagt."})
    assert "Välj en dag däremellan" in late.content.decode()
    assert parties.director.post(end, {"ended_on": f"{YEAR}-06-30", "reason": "Uppsagt."}).status_code == 302
    with within(parties.association):
        ended = agreement_in_force(parties.grant)
        assert (ended.state, ended.ended_on) == ("ended", date(YEAR, 6, 30))
        asked = [(one.kind, one.period_to, one.due_on) for one in ended.reporting_dates.order_by("due_on", "kind")]
        assert ended.grant.intervention.until == date(YEAR, 6, 30)
    due = date(YEAR, 7, 20)
    assert asked == [
        ("quarter", date(YEAR, 3, 31), date(YEAR, 4, 20)),
        ("final", date(YEAR, 6, 30), due),
        ("quarter", date(YEAR, 6, 30), due),
    ]
    assert parties.director.post(end, {"ended_on": f"{YEAR}-06-30", "reason": "Igen."}).status_code == 422


def test_a_draft_can_be_taken_away_and_a_signed_agreement_cannot(parties: Parties) -> None:
    agreement = parties.begin()
    assert parties.director.post(f"{BASE}{agreement.pk}/ta-bort/").status_code == 302
    assert parties.agreement() is None
    kept = signed(parties)
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
    signed(parties)
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
