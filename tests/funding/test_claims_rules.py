"""Claims without a database: check digits, the agreement's rest, who may attest, vouchers that match."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.funding.rules.attest import Attestable, Attester, why_not_attest
from finsam.funding.rules.claim_accounts import read_account, read_bic, written_account
from finsam.funding.rules.claims import Agreed, Claimed, Standing, checks_of, faults_of, next_period, rest_of
from finsam.funding.rules.matching import WINDOW, Booked, VoucherName, match_note, proposals
from finsam.funding.rules.posting import PaidClaim, most_used, posting_rows
from finsam.kernel.swedish import kr

AGREED = Agreed("signed", date(2022, 1, 1), date(2023, 12, 31), {2022: 500_000_00, 2023: 500_000_00})
FIRST = Standing(1, date(2022, 1, 1), date(2022, 3, 31), 488_000_00)
SECOND = Claimed(date(2022, 4, 1), date(2022, 6, 30), [12_000_00], "5050-1055")
AMOUNT = st.integers(1, 10**11)


def luhn(body: str) -> str:
    """Written another way than the rule: the digit that is wanted at the end."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


@given(
    st.sampled_from([("bankgiro", 6), ("bankgiro", 7), ("plusgiro", 1), ("plusgiro", 6), ("plusgiro", 7)]), st.data()
)
def test_a_giro_number_has_one_right_last_digit(kind: tuple[str, int], data: st.DataObject) -> None:
    body = data.draw(st.text("0123456789", min_size=kind[1], max_size=kind[1]))
    right = body + luhn(body)
    kept = read_account(kind[0], right)
    assert "".join(c for c in kept if c.isdigit()) == right
    assert read_account(kind[0], kept) == kept
    for wrong in set("0123456789") - {right[-1]}:
        with pytest.raises(ValueError, match="kontrollsiffran"):
            read_account(kind[0], body + wrong)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("bankgiro", "50501055", "5050-1055"),
        ("bankgiro", "991-2346", "991-2346"),
        ("plusgiro", "2865434", "28 65 43-4"),
        ("plusgiro", "4-2", "4-2"),
        ("iban", "se35 5000 0000 0549 1000 0003", "SE3550000000054910000003"),
    ],
)
def test_accounts_are_kept_as_they_are_written(kind: str, text: str, kept: str) -> None:
    assert read_account(kind, text) == kept


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("bankgiro", "5050-1056", "kontrollsiffran"),
        ("bankgiro", "12-34", "7 till 8 siffror"),
        ("bankgiro", "fem", "med siffror"),
        ("bankgiro", "٥٠٥٠١٠٥٥", "med siffror"),
        ("plusgiro", "28 65 43-5", "kontrollsiffran"),
        ("iban", "SE3550000000054910000004", "kontrollsiffrorna"),
        ("iban", "DE89370400440532013000", "svenskt"),
        ("iban", "SE35", "SE35 5000"),
        ("iban", "SE355000", "22 siffror"),
    ],
)  # fmt: skip
def test_an_account_that_does_not_tally_is_refused_with_what_to_do(kind: str, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_account(kind, text)


@given(st.text("0123456789", min_size=20, max_size=20), st.integers(0, 19), st.integers(1, 9))
def test_an_iban_with_one_digit_changed_does_not_tally(bban: str, place: int, more: int) -> None:
    check = 98 - int(f"{bban}281400") % 97  # S is 28, E is 14
    iban = f"SE{check:02d}{bban}"
    assert read_account("iban", written_account("iban", iban)) == iban
    changed = bban[:place] + str((int(bban[place]) + more) % 10) + bban[place + 1 :]
    with pytest.raises(ValueError, match="kontrollsiffrorna"):
        read_account("iban", f"SE{check:02d}{changed}")


def test_a_bic_is_eight_or_eleven_characters_or_nothing() -> None:
    assert (read_bic("essesess"), read_bic("")) == ("ESSESESS", "")
    with pytest.raises(ValueError, match="8 eller 11"):
        read_bic("ESSE")


def test_a_claim_that_takes_the_last_of_the_year_is_taken() -> None:
    assert faults_of(SECOND, AGREED, [FIRST]) == []
    assert all(check.holds for check in checks_of(SECOND, AGREED, [FIRST]))
    assert "0\xa0kr efter den här" in checks_of(SECOND, AGREED, [FIRST])[-2].text


def test_what_an_ended_agreement_cost_until_its_end_is_taken_and_no_more() -> None:
    ended = Agreed("ended", AGREED.starts_on, SECOND.period_to, AGREED.amounts)
    assert faults_of(SECOND, ended, [FIRST]) == []
    after = Claimed(SECOND.period_to, SECOND.period_to + timedelta(days=20), [1], "1")
    assert "utanför avtalet" in faults_of(after, ended, [FIRST])[0]
    assert next_period(ended, [FIRST], date(2022, 12, 1))[1] <= SECOND.period_to


@pytest.mark.parametrize(
    ("claimed", "agreed", "why"),
    [
        (Claimed(SECOND.period_from, SECOND.period_to, [24_000_00], "1"), AGREED,
         f"Du rekvirerar {kr(12_000_00)} mer än vad som är kvar av avtalet för 2022."),
        (SECOND, None, "inget avtal"),
        (SECOND, Agreed("signing", AGREED.starts_on, AGREED.ends_on, AGREED.amounts), "inte undertecknat"),
        (SECOND, Agreed("ended", AGREED.starts_on, date(2022, 5, 1), AGREED.amounts), "1\xa0maj 2022"),
        (Claimed(date(2021, 12, 1), date(2021, 12, 31), [1], "1"), AGREED, "utanför avtalet"),
        (Claimed(date(2022, 12, 1), date(2023, 1, 31), [1], "1"), AGREED, "årsskiftet 2022/2023"),
        (Claimed(date(2022, 3, 31), date(2022, 4, 30), [1], "1"), AGREED, "överlappar rekvisition 1"),
        (Claimed(SECOND.period_from, SECOND.period_to, [], "1"), AGREED, "inga rader"),
        (Claimed(SECOND.period_from, SECOND.period_to, [5_00, -5_00], "1"), AGREED, "mer än noll"),
        (Claimed(SECOND.period_from, SECOND.period_to, [5_00]), AGREED, "konto"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_in_a_sentence(claimed: Claimed, agreed: Agreed | None, why: str) -> None:
    faults = faults_of(claimed, agreed, [FIRST])
    assert len(faults) == 1
    assert why in faults[0]


@given(AMOUNT, st.lists(AMOUNT, max_size=8))
def test_claims_that_are_taken_never_pass_what_is_agreed(agreed_ore: int, sums: list[int]) -> None:
    agreed = Agreed("signed", date(2022, 1, 1), date(2022, 12, 31), {2022: agreed_ore})
    taken: list[Standing] = []
    for place, ore in enumerate(sums):
        month = date(2022, 1 + place, 1)
        claimed = Claimed(month, month + timedelta(days=20), [ore - ore // 3, ore // 3], "1")
        rest = rest_of(claimed, agreed, taken)
        fits = not faults_of(claimed, agreed, taken)
        assert fits is (rest.after >= 0)
        assert rest.before + rest.this + rest.after == rest.agreed
        if fits:
            taken.append(Standing(place + 1, claimed.period_from, claimed.period_to, ore))
    assert sum(one.total_ore for one in taken) <= agreed_ore


def test_the_next_period_begins_where_the_last_one_ended() -> None:
    assert next_period(AGREED, [FIRST], date(2022, 7, 1)) == (date(2022, 4, 1), date(2022, 6, 30))
    assert next_period(AGREED, [], date(2022, 7, 1)) == (date(2022, 1, 1), date(2022, 3, 31))
    december = Standing(4, date(2022, 10, 1), date(2022, 12, 31), 1)
    assert next_period(AGREED, [december], date(2023, 1, 9)) == (date(2023, 1, 1), date(2023, 3, 31))
    assert next_period(None, [], date(2022, 7, 1))[0] == date(2022, 1, 1)


WAITS = Attestable("sent", 100_00, 1, "skriver@finsam.test", {"skriver@finsam.test", "Annan@finsam.test"}, {2})


@pytest.mark.parametrize(
    ("who", "seen", "why"),
    [
        (Attester(3, "tre@finsam.test", ""), 100_00, "ingen attesträtt"),
        (Attester(1, "ett@finsam.test", "ekonom"), 100_00, "Du har skrivit in"),
        (Attester(3, "SKRIVER@finsam.test", "ekonom"), 100_00, "Du har lämnat in"),
        (Attester(3, "annan@finsam.test", "ekonom"), 100_00, "hos projektägaren"),
        (Attester(2, "tva@finsam.test", "ekonom"), 100_00, "redan attesterat"),
        (Attester(3, "tre@finsam.test", "ekonom"), 90_00, "Beloppet har ändrats från"),
        (Attester(3, "tre@finsam.test", "ekonom"), 100_00, ""),
    ],
)
def test_two_attest_and_never_who_made_it(who: Attester, seen: int, why: str) -> None:
    said = why_not_attest(who, WAITS, seen)
    assert why in said
    assert bool(said) is bool(why)


PAID = date(2022, 4, 28)


def booked(number: str, on: date, ore: int = 100_00, text: str = "") -> Booked:
    return Booked(VoucherName(2022, "A", number), on, text, ore)


def test_vouchers_of_the_amount_near_the_day_are_proposed_the_closest_first() -> None:
    found = proposals(
        [
            booked("1", PAID + timedelta(days=9)), booked("2", PAID), booked("3", PAID, 99_99),
            booked("4", PAID + timedelta(days=WINDOW + 1)), booked("5", PAID - timedelta(days=20), text="Coachingteamet"),
            booked("6", PAID),
        ],
        amount_ore=100_00, paid_on=PAID, words=["Coachingteamet"], not_these={VoucherName(2022, "A", "6")},
    )  # fmt: skip
    assert [one.booked.name.number for one in found] == ["5", "2", "1"]
    assert "20 dagar före betalningen. Texten nämner insatsen." in found[0].reason
    assert "samma dag" in found[1].reason


def test_a_match_that_no_longer_holds_says_why() -> None:
    name = VoucherName(2022, "A", "7")
    assert match_note(booked("7", PAID), 100_00, name) == ""
    assert "finns inte längre" in match_note(None, 100_00, name)
    assert "bokför nu" in match_note(booked("7", PAID, 50_00), 100_00, name)


@given(st.lists(AMOUNT, max_size=20))
def test_debit_and_credit_of_a_posting_list_tie(sums: list[int]) -> None:
    claims = [PaidClaim(f"Rekvisition {n}", "Insats", "Kommun", "D 1", "4631", "10", ore) for n, ore in enumerate(sums)]
    rows = posting_rows(claims, "1940", "Betalfil")
    assert sum(row.debit_ore for row in rows) == sum(row.credit_ore for row in rows) == sum(sums)
    assert len(rows) == len(sums) + 1


def test_the_account_that_most_was_booked_on_is_proposed() -> None:
    assert most_used([("4631", 5), ("4010", 9), ("4000", 9)]) == "4000"
    assert most_used([]) == ""
