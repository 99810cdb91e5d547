"""Payment files, their posting lists, and the vouchers that book what is paid: on the real database."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from openpyxl import load_workbook
from world import Seated, SignedIn

from finsam.core.models import Association, Person, SeatRole
from finsam.core.tenancy import within
from finsam.funding.actions.matching import choose_voucher, refuse_voucher
from finsam.funding.actions.payments import AccountSaid, cancel_payment, note_claim_paid, order_payment, set_account
from finsam.funding.models import Attestation, Claim, ClaimLine, ClaimState, PaymentAccount, PaymentFile
from finsam.funding.queries.matching import match_notes, matched, proposals_for
from finsam.funding.queries.posting import payment_claims, posting_list
from finsam.funding.rules.matching import VoucherName
from finsam.funding.rules.pain import check_by_schema
from finsam.money.models import Account, Posting, Voucher

CLAIMS, FILES = "/sydnarke/rekvisitioner/", "/sydnarke/rekvisitioner/betalfiler/"
ORE = 300_000_00
PAID = date(2019, 5, 2)  # when Sydnärke has a ledger


@pytest.fixture
def people(sydnarke: Association, seated: Seated) -> tuple[Person, Person]:
    return seated(sydnarke, SeatRole.DIRECTOR), seated(sydnarke, SeatRole.ECONOMIST)


@pytest.fixture
def claims(sydnarke: Association, people: tuple[Person, Person]) -> list[Claim]:
    """Two claims attested by two: the first to a bankgiro, the other to an IBAN."""
    with within(sydnarke):
        rows = list(Claim.objects.filter(association=sydnarke).order_by("number"))
        Attestation.objects.filter(association=sydnarke).delete()
        rows[1].payee_kind, rows[1].payee_account, rows[1].payment = "iban", "SE3550000000054910000003", None
        ClaimLine.objects.create(association=sydnarke, claim=rows[1], kind="travel", amount_ore=12_34)
        for claim, ore in zip(rows, (ORE, 12_34), strict=True):
            claim.state, claim.paid_on, claim.sent_at = ClaimState.ATTESTED, None, timezone.now()
            claim.save()
            for person in people:
                Attestation.objects.create(
                    association=sydnarke, claim=claim, person=person, role="prov", amount_ore=ore
                )
        return rows


@pytest.fixture
def economist(sydnarke: Association, signed_in: SignedIn) -> Client:
    return signed_in(sydnarke, SeatRole.ECONOMIST)


def weekday(ahead: int = 1) -> date:
    day = timezone.localdate() + timedelta(days=ahead)
    return day if day.weekday() < 5 else weekday(ahead + 1)


def order(claims: list[Claim], by: Person, pay_on: date | None = None) -> PaymentFile:
    association = claims[0].association
    with within(association):
        return order_payment(
            association=association, by=by, claims=[one.pk for one in claims], pay_on=pay_on or weekday(),
            today=timezone.localdate(),
        )  # fmt: skip


def booked(association: Association, ore: int, on: date, number: str, code: str) -> Voucher:
    """A voucher of 2019 with a cost on an object."""
    any_ = Voucher.objects.filter(association=association, ledger__year=on.year).select_related("ledger").first()
    assert any_
    account = Account.objects.filter(association=association, statement_line="Verksamhetens kostnader").first()
    voucher = Voucher.objects.create(
        association=association, ledger=any_.ledger, file_id=any_.file_id, series="Z", number=number, booked_on=on,
        text="Rekvisition",
    )  # fmt: skip
    Posting.objects.create(
        association=association, ledger=any_.ledger, account=account, voucher=voucher, kind="voucher", year=on.year,
        month=on.month, ledger_object=code, amount_ore=ore,
    )  # fmt: skip
    return voucher


# payment files


def test_a_file_is_made_once_and_handed_out_with_the_same_bytes(
    economist: Client, claims: list[Claim], sydnarke: Association
) -> None:
    form = economist.get(f"{FILES}ny/")
    typed = {
        "claims": [one.pk for one in claims], "pay_on": str(weekday()), "token": form.context["page"].form["token"].value()
    }  # fmt: skip
    answers = [economist.post(f"{FILES}ny/", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    content = economist.get(f"{answers[0]['Location']}fil.xml").content
    assert content == economist.get(f"{answers[0]['Location']}fil.xml").content
    check_by_schema(content)
    root = etree.fromstring(content)
    assert root.xpath("//*[local-name()='CtrlSum']/text()") == ["300012.34", "300012.34"]
    assert root.xpath("//*[local-name()='EndToEndId']/text()") == ["Prov-2023-901-R1", "Prov-2023-901-R2"]
    with within(sydnarke):
        payment = PaymentFile.objects.exclude(message_id="prov-1").get(association=sydnarke)
        assert (payment.total_ore, payment.claims.count()) == (ORE + 12_34, 2)
        assert {one.state for one in payment.claims.all()} == {ClaimState.ORDERED}


def test_the_posting_list_ties_to_the_payment_file(
    economist: Client, claims: list[Claim], people: tuple[Person, Person], sydnarke: Association
) -> None:
    payment = order(claims, people[1])
    with within(sydnarke):
        rows = posting_list(sydnarke, payment, payment_claims(sydnarke, payment))
    assert sum(row.debit_ore for row in rows) == sum(row.credit_ore for row in rows) == payment.total_ore
    assert rows[0].code  # the intervention's object
    assert rows[0].account.startswith(("4", "5", "6", "7"))  # what was booked on it before
    assert rows[-1].account.startswith("1")
    answer = economist.get(f"{FILES}{payment.pk}/bokforing.csv").content.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(answer), delimiter=";"))
    assert [row[3] for row in read[1:]] == ["300000", "12,34", ""]
    assert read[-1][4] == "300012,34"
    sheet = load_workbook(io.BytesIO(economist.get(f"{FILES}{payment.pk}/bokforing.xlsx").content)).active
    assert sheet and sheet["E4"].value == 300012.34
    assert economist.get(f"{FILES}{payment.pk}/bokforing.pdf").status_code == 404


def test_a_file_that_is_cancelled_lets_its_claims_be_paid_anew(
    economist: Client, claims: list[Claim], people: tuple[Person, Person], sydnarke: Association
) -> None:
    payment = order(claims, people[1])
    assert economist.post(f"{FILES}{payment.pk}/gor/", {"gor": "makulera"}).status_code == 302
    assert "makulerad" in economist.get(f"{FILES}{payment.pk}/").content.decode()
    assert economist.get(f"{FILES}{payment.pk}/fil.xml").status_code == 404
    again = order(claims, people[1])
    assert again.message_id != payment.message_id
    answer = economist.post(f"{FILES}{again.pk}/gor/", {"gor": "betald", "paid_on": "2999-01-01"})
    assert answer.status_code == 422
    assert "har inte varit än" in answer.content.decode()
    today = str(timezone.localdate())
    assert economist.post(f"{FILES}{again.pk}/gor/", {"gor": "betald", "paid_on": today}).status_code == 302
    with within(sydnarke):
        assert {one.state for one in Claim.objects.filter(payment=again)} == {ClaimState.PAID}
        with pytest.raises(ValueError, match="är betald"):
            cancel_payment(association=sydnarke, by=people[1], payment=again)


def test_what_is_not_attested_by_two_for_what_it_says_is_not_paid(
    claims: list[Claim], people: tuple[Person, Person], sydnarke: Association
) -> None:
    with within(sydnarke):
        ClaimLine.objects.create(association=sydnarke, claim=claims[0], kind="other", amount_ore=1)
    with pytest.raises(ValueError, match="inte det beloppet som två har attesterat"):
        order(claims, people[1])
    with within(sydnarke):
        Claim.objects.filter(pk=claims[0].pk).update(state=ClaimState.SENT)
    with pytest.raises(ValueError, match="inte attesterad av två"):
        order(claims, people[1])
    with within(sydnarke), pytest.raises(ValueError, match="inte attesterad av två"):
        note_claim_paid(association=sydnarke, by=people[1], claim=claims[0], paid_on=PAID, today=timezone.localdate())
    with within(sydnarke):
        assert PaymentFile.objects.filter(association=sydnarke).count() == 1


def test_a_day_that_has_passed_and_a_day_without_banks_are_refused(
    economist: Client, claims: list[Claim], people: tuple[Person, Person], sydnarke: Association
) -> None:
    saturday = timezone.localdate() + timedelta(days=(5 - timezone.localdate().weekday()) % 7)
    with pytest.raises(ValueError, match="lördag"):
        order(claims, people[1], saturday)
    answer = economist.post(f"{FILES}ny/", {"claims": [claims[0].pk], "pay_on": "2019-05-02"})
    assert answer.status_code == 422
    assert "har passerat" in answer.content.decode()
    with within(sydnarke):
        PaymentAccount.objects.filter(association=sydnarke).delete()
    with pytest.raises(ValueError, match="konto är inte inskrivet"):
        order(claims, people[1])


def test_the_account_holds_from_its_day_and_is_refused_when_it_does_not_tally(
    economist: Client, sydnarke: Association, people: tuple[Person, Person]
) -> None:
    url = f"{CLAIMS}konto/"
    typed = {
        "iban": "SE35 5000 0000 0549 1000 0004",
        "bic": "ESSESESS",
        "name": "Förbundet",
        "valid_from": "2024-01-01",
    }
    refused = economist.post(url, typed)
    assert refused.status_code == 422
    assert "kontrollsiffrorna" in refused.content.decode()
    assert economist.post(url, {**typed, "iban": "SE35 5000 0000 0549 1000 0003"}).status_code == 302
    with within(sydnarke):
        said = AccountSaid("SE3550000000054910000003", "", "Samma dag", date(2024, 1, 1))
        set_account(association=sydnarke, by=people[1], said=said)
        assert PaymentAccount.objects.filter(association=sydnarke, valid_from="2024-01-01").get().name == "Samma dag"


# vouchers


def test_a_paid_claim_finds_its_voucher_and_keeps_it_by_its_name(
    economist: Client, claims: list[Claim], people: tuple[Person, Person], sydnarke: Association
) -> None:
    with within(sydnarke):
        claim = note_claim_paid(
            association=sydnarke, by=people[1], claim=claims[0], paid_on=PAID, today=timezone.localdate()
        )
        code = claim.grant.intervention.ledger_objects[0]
        right, later = booked(sydnarke, ORE, PAID, "9001", code), booked(sydnarke, ORE, date(2019, 5, 20), "9002", code)
        booked(sydnarke, ORE - 1, PAID, "9003", code)
        booked(sydnarke, ORE, PAID, "9004", "999")
        found = proposals_for(sydnarke, claim, ORE)
        assert [one.booked.key for one in found] == [right.pk, later.pk]
    page = economist.get(f"{CLAIMS}{claim.pk}/").content.decode()
    assert "Verifikation Z 9001, 2019" in page
    assert "18 dagar efter betalningen" in page
    assert "Betalda utan verifikation" in economist.get(CLAIMS).content.decode()
    act = f"{CLAIMS}{claim.pk}/gor/"
    assert economist.post(act, {"gor": "avboj", "verifikation": "2019/Z/9002"}).status_code == 302
    assert economist.post(act, {"gor": "valj", "verifikation": "2019/Z/9001"}).status_code == 302
    assert "rekvisition 1" in economist.get(reverse("voucher", args=["sydnarke", right.pk])).content.decode()
    with within(sydnarke):
        claim.refresh_from_db()
        assert (claim.voucher_year, claim.voucher_series, claim.voucher_number) == (2019, "Z", "9001")
        Posting.objects.filter(voucher=right).update(amount_ore=1_00)
        assert "bokför nu" in match_notes([claim], matched(sydnarke, [claim]), {claim.pk: ORE})[claim.pk]
        right.delete()  # the year is read in again without it
        assert "finns inte längre" in match_notes([claim], matched(sydnarke, [claim]), {claim.pk: ORE})[claim.pk]
        again = booked(sydnarke, ORE, PAID, "9001", code)  # and again with it
        assert match_notes([claim], matched(sydnarke, [claim]), {claim.pk: ORE}) == {}
        refuse_voucher(association=sydnarke, by=people[1], claim=claim, name=VoucherName(2019, "Z", "9001"))
        claim.refresh_from_db()
        assert claim.voucher_year is None
        assert again.pk not in [one.booked.key for one in proposals_for(sydnarke, claim, ORE)]


def test_a_voucher_that_is_not_there_or_is_anothers_is_refused(
    economist: Client, claims: list[Claim], people: tuple[Person, Person], sydnarke: Association
) -> None:
    with within(sydnarke):
        for one in claims:
            note_claim_paid(association=sydnarke, by=people[1], claim=one, paid_on=PAID, today=timezone.localdate())
        booked(sydnarke, ORE, PAID, "9001", claims[0].grant.intervention.ledger_objects[0])
        name = VoucherName(2019, "Z", "9001")
        choose_voucher(association=sydnarke, by=people[1], claim=claims[0], name=name)
        with pytest.raises(ValueError, match="hör redan till rekvisition 1"):
            choose_voucher(association=sydnarke, by=people[1], claim=claims[1], name=name)
    typed = {"gor": "valj", "year": "2019", "series": "A", "number": "saknas"}
    answer = economist.post(f"{CLAIMS}{claims[1].pk}/gor/", typed)
    assert answer.status_code == 422
    assert "finns inte i huvudboken" in answer.content.decode()
    assert 'value="saknas"' in answer.content.decode()
