"""Claims on the real database: written by link, sent once, refused with the reason, returned, attested by two."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client
from world import Seated, SignedIn

from finsam.cases.models import Document
from finsam.core.models import Association, Mail, Person, SeatRole
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.funding.actions.attest import attest_claim, regret_attestation
from finsam.funding.actions.claims import (
    ClaimSaid,
    Hand,
    LineSaid,
    discard_claim,
    register_paper,
    save_claim,
    send_claim,
)
from finsam.funding.models import Agreement, Attestation, Claim, ClaimState, Grant, Writer
from finsam.funding.queries.claim_acts import claim_acts
from finsam.funding.queries.owner_claims import claim_rows
from finsam.kernel.faults import BadInput
from finsam.kernel.periods import Period

AGREED = 1_200_000_00  # of 2024, in funding_rows
TODAY = date(2024, 10, 7)
NEW, FIRST = "/sydnarke/projektagare/prov-granted/rekvisitioner/ny/", "/sydnarke/rekvisitioner/"


@pytest.fixture
def grant(sydnarke: Association) -> Grant:
    with within(sydnarke):
        return Grant.objects.filter(association=sydnarke).select_related("application", "intervention").get()


@pytest.fixture
def writer(grant: Grant) -> Writer:
    with within(grant.association):
        return Writer.objects.get(association=grant.association, key="prov-granted")


def typed(**other: object) -> dict[str, object]:
    """A form as a browser sends it."""
    return {
        "period_from": "2024-07-01", "period_to": "2024-09-30", "payee_kind": "bankgiro", "payee_account": "5050-1055",
        "payee_reference": "Proj 12", "remark": "", "kind_0": "staff", "text_0": "Coach 80 %", "amount_0": "250 000,50",
        "kind_1": "travel", "text_1": "", "amount_1": "-1 000", **other,
    }  # fmt: skip


def came_in(grant: Grant) -> QuerySet[Document]:
    """The documents of the grant's case, but for the letter that told of the decision."""
    every = Document.objects.filter(association=grant.association, case=grant.application.case)
    return every.exclude(pk=grant.application.answer_id)


def said(*amounts: int, first: date = date(2024, 7, 1), last: date = date(2024, 9, 30)) -> ClaimSaid:
    lines = [LineSaid("staff", "Coach", ore) for ore in amounts]
    return ClaimSaid(first, last, "bankgiro", "5050-1055", "", "", lines)


def sent(grant: Grant, writer: Writer, *amounts: int) -> Claim:
    hand = Hand(writer=writer)
    with within(grant.association):
        claim = save_claim(association=grant.association, grant=grant, hand=hand, said=said(*amounts))
        return send_claim(association=grant.association, claim=claim, hand=hand)


def attest(claim: Claim, by: Person, seen: int | None = None) -> Claim:
    with within(claim.association):
        total = sum(claim.lines.values_list("amount_ore", flat=True))
        return attest_claim(
            association=claim.association, by=by, claim=claim, seen_ore=total if seen is None else seen, today=TODAY
        )


# the owner's side


def test_a_claim_opens_with_the_next_period_and_the_rest_of_the_year(client: Client, grant: Grant) -> None:
    page = client.get(NEW).content.decode()
    assert 'value="2024-07-01"' in page  # the day after the second claim of funding_rows
    assert "1\u202f200\u202f000" in page
    assert "900\u202f000" in page  # 300 000 is claimed
    assert grant.intervention.title in page


def test_a_claim_is_saved_sent_once_and_put_in_the_diary(client: Client, grant: Grant) -> None:
    with within(grant.association):
        token = client.get(NEW).context["page"].form["token"].value()
        receipt = SimpleUploadedFile("hyra_juli.txt", b"Hyra juli 2024, 12 000 kr")
        for _ in range(2):  # the button is pressed twice
            answer = client.post(NEW, typed(token=token, skicka="1", receipts=[receipt]))
            assert answer.status_code == 302
            receipt.seek(0)
        claim = Claim.objects.get(association=grant.association, grant=grant, number__gt=2)
        assert (claim.number, claim.state) == (3, ClaimState.SENT)
        assert sum(line.amount_ore for line in claim.lines.all()) == 249_000_50
        titles = list(came_in(grant).values_list("title", flat=True))
        assert titles == ["Rekvisition 3, juli–september 2024", "Underlag: Hyra juli"]
        assert claim.document and claim.document.file and claim.document.file.media_type == "application/pdf"
        assert "249" in claim.document.file.text
    page = client.get(answer["Location"]).content.decode()
    assert "Två på förbundet attesterar den innan den betalas" in page
    assert client.post(answer["Location"], typed(skicka="1")).status_code == 200  # nothing more happens


def test_a_claim_above_the_rest_is_refused_with_the_amounts_and_kept_as_a_draft(client: Client, grant: Grant) -> None:
    receipt = SimpleUploadedFile("hyra.txt", b"Hyra")
    answer = client.post(NEW, typed(skicka="1", amount_0="913 000", receipts=[receipt]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Du rekvirerar 12\u202f000\xa0kr mer än vad som är kvar av avtalet för 2024." in page
    assert "Utkastet är sparat" in page
    assert 'value="913000"' in page
    assert "Hyra" in page  # the file is kept too
    with within(grant.association):
        claim = Claim.objects.get(association=grant.association, grant=grant, number=3)
        assert claim.state == ClaimState.DRAFT
        assert not came_in(grant).exists()
    assert f'action="{NEW.replace("ny", "3")}"' in page  # sent again, it is the draft that is sent: not one more


def test_a_draft_may_be_thrown_away_until_it_has_been_sent(client: Client, grant: Grant, writer: Writer) -> None:
    with within(grant.association):
        save_claim(association=grant.association, grant=grant, hand=Hand(writer=writer), said=said(1_00))
    draft = NEW.replace("ny", "3")
    assert client.post(draft, {"slang": "1"}).status_code == 302
    assert client.get(draft).status_code == 404
    claim = sent(grant, writer, 1_00)
    with within(grant.association), pytest.raises(ValueError, match="har varit inlämnad"):
        discard_claim(association=grant.association, claim=claim, hand=Hand(writer=writer))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"payee_account": "5050-1056"}, "kontrollsiffran på slutet är fel"),
        ({"amount_0": "mycket"}, "Skriv beloppet i kronor"),
        ({"kind_0": ""}, "Välj kostnadsslag."),
        ({"amount_0": ""}, "Skriv beloppet, eller töm raden."),
        ({"period_to": "2024-06-30"}, "Perioden slutar innan den börjar"),
        ({"text_0": "Möte med 19640823-3234"}, "personnummer"),
        ({"period_from": "30/9"}, "Skriv dagen som"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: Client, grant: Grant, changed: dict[str, str], why: str
) -> None:
    answer = client.post(NEW, typed(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in page
    assert 'value="Proj 12"' in page
    with within(grant.association):
        assert Claim.objects.filter(association=grant.association, grant=grant).count() == 2


def test_two_who_write_at_once_do_not_overwrite_each_other(client: Client, grant: Grant, writer: Writer) -> None:
    with within(grant.association):
        save_claim(association=grant.association, grant=grant, hand=Hand(writer=writer), said=said(1_00))
    url = NEW.replace("ny", "3")
    assert client.post(url, typed(revision="0")).status_code == 302
    answer = client.post(url, typed(revision="0", text_0="En annan text"))
    assert answer.status_code == 422
    assert "Någon annan har ändrat rekvisitionen" in answer.content.decode()
    assert "En annan text" in answer.content.decode()


def test_nothing_can_be_claimed_without_an_agreement_that_both_have_signed(client: Client, grant: Grant) -> None:
    with within(grant.association):
        Agreement.objects.filter(association=grant.association).update(state="signing")
    answer = client.post(NEW, typed(skicka="1"))
    assert answer.status_code == 422
    assert "Avtalet är inte undertecknat av båda" in answer.content.decode()


def test_another_projects_link_opens_no_claim(client: Client, grant: Grant) -> None:
    for key in ("prov-received", "grann-granted", "påhittad"):
        assert client.get(f"/sydnarke/projektagare/{key}/rekvisitioner/1/").status_code == 404


def test_the_owners_page_lists_the_claims(grant: Grant, writer: Writer) -> None:
    with within(grant.association):
        rows = claim_rows(grant.association, writer, TODAY)
    assert [row.name for row in rows] == [
        "Ny rekvisition", "Rekvisition 2, april–juni 2024", "Rekvisition 1, januari–mars 2024",
    ]  # fmt: skip
    assert rows[2].detail == "300\u202f000\xa0kr"


# the office's


def test_two_attest_and_only_then_is_it_attested(grant: Grant, writer: Writer, seated: Seated) -> None:
    director, economist = (seated(grant.association, role) for role in (SeatRole.DIRECTOR, SeatRole.ECONOMIST))
    claim = sent(grant, writer, 100_00)
    assert attest(claim, director).state == ClaimState.SENT
    with pytest.raises(ValueError, match="redan attesterat"):
        attest(claim, director)
    with pytest.raises(ValueError, match="Beloppet har ändrats"):
        attest(claim, economist, seen=90_00)
    assert attest(claim, economist).state == ClaimState.ATTESTED
    with within(grant.association):
        assert [one.role for one in Attestation.objects.filter(claim=claim)] == ["förbundschef", "ekonom"]
        assert regret_attestation(association=grant.association, by=director, claim=claim).state == ClaimState.SENT


def test_who_made_it_or_writes_for_the_project_may_not_attest(grant: Grant, seated: Seated, writer: Writer) -> None:
    economist = seated(grant.association, SeatRole.ECONOMIST)
    auditor = seated(grant.association, SeatRole.AUDITOR)
    with within(grant.association):
        claim = register_paper(
            association=grant.association, by=economist, grant=grant, said=said(5_00), arrived_on=date(2026, 1, 2)
        )
        assert claim.sent_at and claim.sent_at.date() == date(2026, 1, 2)
    with pytest.raises(ValueError, match="Du har skrivit in"):
        attest(claim, economist)
    with pytest.raises(ValueError, match="ingen attesträtt"):
        attest(claim, auditor)
    chair = seated(grant.association, SeatRole.CHAIR)
    with within(grant.association):
        Writer.objects.filter(pk=writer.pk).update(email=chair.email.upper())
    with pytest.raises(ValueError, match="hos projektägaren"):
        attest(claim, chair)


def test_a_claim_that_is_corrected_must_be_attested_again(grant: Grant, seated: Seated, signed_in: SignedIn) -> None:
    economist, director = seated(grant.association, SeatRole.ECONOMIST), seated(grant.association, SeatRole.DIRECTOR)
    chair = signed_in(grant.association, SeatRole.CHAIR)
    with within(grant.association):
        claim = register_paper(
            association=grant.association, by=economist, grant=grant, said=said(5_00), arrived_on=date(2026, 1, 2)
        )
    attest(claim, director)
    with within(grant.association):
        save_claim(
            association=grant.association,
            grant=grant,
            hand=Hand(by=economist),
            said=said(6_00),
            claim=claim,
            revision=1,
        )
        assert not claim.attestations.exists()
        with pytest.raises(BadInput, match="mer än vad som är kvar"):
            save_claim(
                association=grant.association, grant=grant, hand=Hand(by=economist), said=said(AGREED), claim=claim
            )
        assert sum(claim.lines.values_list("amount_ore", flat=True)) == 6_00
    page = chair.get(f"{FIRST}{claim.pk}/").content.decode()
    assert f"Attesten av {director.name} gäller inte längre" in page
    assert "Attestera 6\xa0kr" in page


def test_a_claim_is_returned_with_a_reason_by_letter_and_sent_again(
    grant: Grant, writer: Writer, signed_in: SignedIn, seated: Seated, client: Client
) -> None:
    claim = sent(grant, writer, 100_00)
    attest(claim, seated(grant.association, SeatRole.ECONOMIST))
    director = signed_in(grant.association, SeatRole.DIRECTOR)
    act = f"{FIRST}{claim.pk}/gor/"
    assert director.post(act, {"gor": "aterlamna", "reason": ""}).status_code == 422
    assert director.post(act, {"gor": "aterlamna", "reason": "Hyran hör till mars."}).status_code == 302
    with within(grant.association):
        claim.refresh_from_db()
        letter = Mail.objects.filter(association=grant.association, about=f"claim:{claim.pk}").get()
        assert (claim.state, claim.attestations.count()) == (ClaimState.RETURNED, 0)
        assert "Hyran hör till mars." in letter.text
        assert "/projektagare/prov-granted/rekvisitioner/3/" in letter.text
        owner = Person.objects.create(email=writer.email, name=writer.name)
        acts = claim_acts(grant.association, owner, ["run_project"], TODAY)
        assert [one.action for one in acts] == ["Rätta"]
    assert "Hyran hör till mars." in client.get(NEW.replace("ny", "3")).content.decode()
    assert client.post(NEW.replace("ny", "3"), typed(skicka="1")).status_code == 302
    with within(grant.association):
        claim.refresh_from_db()
        assert claim.state == ClaimState.SENT
        assert claim.document and claim.document.title.endswith("igen")


def test_the_claims_page_asks_for_an_attest_by_those_who_may(grant: Grant, writer: Writer, signed_in: SignedIn) -> None:
    claim = sent(grant, writer, 100_00)
    chair = signed_in(grant.association, SeatRole.CHAIR)
    assert "Attestera" in chair.get(FIRST).content.decode()
    answer = chair.post(f"{FIRST}{claim.pk}/gor/", {"gor": "attestera", "belopp": "9900"})
    assert answer.status_code == 422
    assert "Beloppet har ändrats" in answer.content.decode()
    assert chair.post(f"{FIRST}{claim.pk}/gor/", {"gor": "attestera", "belopp": "10000"}).status_code == 302
    auditor = signed_in(grant.association, SeatRole.AUDITOR)
    assert "Attestera" not in auditor.get(f"{FIRST}{claim.pk}/").content.decode()
    refused = auditor.post(f"{FIRST}{claim.pk}/gor/", {"gor": "attestera", "belopp": "10000"})
    assert refused.status_code == 403


def test_acts_are_for_those_who_can_do_them(grant: Grant, writer: Writer, seated: Seated) -> None:
    director, economist = (seated(grant.association, role) for role in (SeatRole.DIRECTOR, SeatRole.ECONOMIST))
    claim = sent(grant, writer, 100_00)
    with within(grant.association):
        Claim.objects.exclude(pk=claim.pk).filter(association=grant.association).delete()

        def actions(person: Person, *may: str) -> list[str]:
            return [one.action for one in claim_acts(grant.association, person, may, TODAY)]

        assert actions(director, "attest", "keep_money") == ["Attestera"]
        attest(claim, director)
        assert actions(director, "attest", "keep_money") == []
        assert actions(economist, "attest") == ["Attestera"]
        attest(claim, economist)
        assert actions(economist, "attest") == []
        assert actions(economist, "keep_money") == ["Gör betalfilen"]


def test_the_figure_of_claims_tells_what_is_left_of_each_agreement(grant: Grant, writer: Writer) -> None:
    sent(grant, writer, 100_00)
    with within(grant.association):
        Claim.objects.filter(association=grant.association, number=2).update(paid_on=date(2024, 7, 1))
        table = Book(grant.association, Period.year(2024)).table("funding.claims")
    key = grant.intervention.key
    shown = {column.key: table.cells[key, column.key].value for column in table.columns}
    assert shown == {
        "agreed": AGREED, "claimed": 300_100_00, "attested": 0, "paid": 0, "rest": AGREED - 300_100_00,
    }  # fmt: skip


def test_a_claim_on_paper_is_written_in_on_a_page(grant: Grant, signed_in: SignedIn) -> None:
    economist = signed_in(grant.association, SeatRole.ECONOMIST)
    url = f"{FIRST}ny/?beslut={grant.pk}"
    refused = economist.post(url, typed(arrived_on="2026-01-02", amount_0="9 000 000"))
    assert refused.status_code == 422
    assert "mer än vad som är kvar" in refused.content.decode()
    assert economist.post(url, typed(arrived_on="2999-01-02")).status_code == 422
    answer = economist.post(url, typed(arrived_on="2026-01-02"))
    assert answer.status_code == 302
    page = economist.get(answer["Location"]).content.decode()
    assert "Du har skrivit in rekvisitionen. Två andra ska attestera den." in page
    edited = economist.post(f"{answer['Location']}ratta/", typed(arrived_on="2026-01-02", revision="1", amount_0="7"))
    assert edited.status_code == 422  # the sum is below zero
    assert "mer än noll" in edited.content.decode()
