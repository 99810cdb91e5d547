"""Payment files: the schema, the control sums, the Swedish accounts, and texts that nobody should have written."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from finsam.funding.rules.pain import NAMESPACE, Order, Transfer, check_by_schema, cleaned, payment_file, reference_of

N = {"p": NAMESPACE}
ALLOWED = re.compile(r"[A-Za-z0-9ÅÄÖåäö/\-?:().,'+ ]+")
TRANSFERS = [
    Transfer("SOFINT-2021-41-R1", "Hällefors kommun", "bankgiro", "5050-1055", 300_000_00, "Rekvisition 1"),
    Transfer("SOFINT-2021-42-R1", "Åns & Bäckens län", "plusgiro", "28 65 43-4", 12_345_67, "Rekvisition 1"),
    Transfer("SOFINT-2021-43-R2", "Nora kommun", "iban", "SE3550000000054910000003", 1, "Rekvisition 2"),
]


def order(transfers: list[Transfer] = TRANSFERS, bic: str = "ESSESESS") -> Order:
    return Order(
        message_id="SOFINT-20220331-1", made_at=datetime(2022, 3, 28, 9, 30, tzinfo=UTC), pay_on=date(2022, 3, 31),
        payer="Samordningsförbundet i norra Örebro län", payer_number="222000-1891", iban="SE3550000000054910000003",
        bic=bic, transfers=transfers,
    )  # fmt: skip


def read(content: bytes, path: str) -> list[str]:
    found = etree.fromstring(content).xpath(path, namespaces=N)
    return [one if isinstance(one, str) else one.text for one in found]


def test_a_file_is_taken_by_the_official_schema_and_is_the_same_bytes_every_time() -> None:
    content = payment_file(order())
    check_by_schema(content)
    assert content == payment_file(order())
    assert read(content, "//p:NbOfTxs") == ["3", "3"]
    assert read(content, "//p:CtrlSum") == ["312345.68", "312345.68"]
    assert read(content, "//p:InstdAmt") == ["300000.00", "12345.67", "0.01"]
    assert read(content, "//p:InstdAmt/@Ccy") == ["SEK"] * 3
    assert read(content, "//p:ReqdExctnDt/p:Dt") == ["2022-03-31"]
    assert read(content, "//p:EndToEndId") == [one.reference for one in TRANSFERS]
    assert read(content, "//p:DbtrAgt//p:BICFI") == ["ESSESESS"]


def test_bankgiro_plusgiro_and_iban_are_written_as_swedish_banks_want_them() -> None:
    content = payment_file(order())
    assert read(content, "//p:CdtrAcct//p:Othr/p:Id") == ["50501055", "2865434"]
    assert read(content, "//p:CdtrAcct//p:SchmeNm/p:Prtry") == ["BGNR"]
    assert read(content, "//p:CdtrAcct//p:SchmeNm/p:Cd") == ["BBAN"]
    assert read(content, "//p:CdtrAgt//p:ClrSysId/p:Cd") == ["SESBA", "SESBA"]
    assert read(content, "//p:CdtrAgt//p:MmbId") == ["9900", "9960"]
    assert read(content, "//p:CdtrAcct//p:IBAN") == ["SE3550000000054910000003"]


def test_without_a_bic_the_bank_is_said_not_to_be_provided() -> None:
    assert read(payment_file(order(bic="")), "//p:DbtrAgt//p:Othr/p:Id") == ["NOTPROVIDED"]


def test_a_file_that_the_schema_does_not_take_is_not_given_out() -> None:
    with pytest.raises(ValueError, match="lämnas inte ut"):
        payment_file(order(bic="NO BIC"))
    with pytest.raises(ValueError, match=r"pain\.001\.001\.09"):
        payment_file(order([]))


@given(
    st.lists(st.tuples(st.text(max_size=300), st.integers(1, 10**13), st.text(max_size=400)), min_size=1, max_size=9)
)
def test_whatever_is_written_the_file_is_valid_and_the_sums_tie(rows: list[tuple[str, int, str]]) -> None:
    transfers = [
        Transfer(f"R{place}", name, "bankgiro", "5050-1055", ore, text) for place, (name, ore, text) in enumerate(rows)
    ]
    content = payment_file(order(transfers))
    amounts = [int(one.replace(".", "")) for one in read(content, "//p:InstdAmt")]
    assert amounts == [ore for _, ore, _ in rows]
    assert [int(one.replace(".", "")) for one in read(content, "//p:CtrlSum")] == [sum(amounts)] * 2
    for path, longest in (("//p:Cdtr/p:Nm", 70), ("//p:Ustrd", 140)):
        assert all(ALLOWED.fullmatch(one) and len(one) <= longest for one in read(content, path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hällefors kommun", "Hällefors kommun"),
        ("Ha\u0308llefors", "Hällefors"),
        ("Café <b>Ñandú</b> & Söner", "Cafe b Nandu /b + Söner"),
        ("Москва", "-"),
        ("", "-"),
        ("a\x00b\n\tc", "a b c"),
        ("x" * 300, "x" * 70),
    ],
)  # fmt: skip
def test_texts_are_cleaned_to_what_the_banks_take(text: str, said: str) -> None:
    assert cleaned(text, 70) == said


def test_a_reference_is_the_diary_number_and_the_claims_and_never_too_long() -> None:
    assert reference_of("SOFINT 2021-41", 2) == "SOFINT-2021-41-R2"
    assert reference_of("Sydnärkes samordningsförbund med långt namn 2021-41", 12)[-12:] == "-2021-41-R12"
    assert len(reference_of("Å" * 60, 3)) <= 35
