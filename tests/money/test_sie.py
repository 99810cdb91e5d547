"""Reading SIE files: the docstring of a test is the file it reads."""

import inspect
import zlib
from codecs import BOM_UTF8
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam.kernel.faults import BadInput
from finsam.money.rules.sie import SieEntry, SieFile, read_sie
from finsam.money.rules.sie_fields import split_fields
from finsam.money.rules.sie_text import checksum

HEAD = """\
#FLAGGA 0
#SIETYP 4
#FNAMN "Förbundet Norrsken"
#RAR 0 20230101 20231231
"""
BALANCES = """\
#KONTO 1930 Bank
#KONTO 4010 Insatser
#UB 0 1930 -100.00
#RES 0 4010 100.00
"""
VOUCHER = """\
#VER A 1 20230214 Hyra
{
#TRANS 4010 {} 100.00
#TRANS 1930 {} -100.00
}
"""
SWEDISH = "åäöÅÄÖé"
EVERY_ENCODING = pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig"])


def read(text: str, encoding: str = "cp437") -> SieFile:
    return read_sie(text.encode(encoding), "norrsken.se")


@pytest.fixture
def sie(request: pytest.FixtureRequest) -> SieFile:
    return read(f"{inspect.getdoc(request.function)}\n")


def test_a_whole_year(sie: SieFile) -> None:
    r"""
    #FLAGGA 0
    #PROGRAM "Norrskens \"lilla\" ekonomi" 7.2
    #FORMAT PC8
    #GEN 20240118 EK
    #SIETYP 4
    #PROSA "Påhittad"
    #FNAMN "Samordningsförbundet Norrsken"
    #ORGNR 222000-0000
    #RAR 0 20230101 20231231
    #RAR -1 20220101 20221231
    #VALUTA SEK
    #KONTO 1930 "Bank"
    #KTYP 1930 T
    #KONTO 2090 "Årets resultat"
    #KONTO 3511 "Bidrag från staten"
    #KONTO 4631 "Köp av tjänster"
    #KONTO 8990 "Årets resultat"
    #DIM 6 "Projekt"
    #UNDERDIM 21 "Delprojekt" 6
    #OBJEKT 6 "10" "Vägen in"
    #IB 0 1930 5000.50
    #IB 0 2090 -5000.5
    #IB -1 1930 5000,50
    #UB 0 1930 7000.5 12
    #UB 0 2090 -7000.50
    #RES 0 3511 -3000
    #RES 0 4631 1000
    #RES 0 8990 2000.00
    #OIB 0 1930 {6 "10"} 250.00
    #PSALDO 0 202303 4631 {} 1000.00
    #PBUDGET 0 202303 4631 {6 "10"} 900.00

    #VER I 1 20230102 "Bidrag" 20230105 EK

    {
       #TRANS	1930	{}	3000.00
       #TRANS 3511 { } -3000.00 "" "" 0
    }
    #VER L 1 20230310 "Vägen in: mars"
    {
    #TRANS 4631 {"1" "nord" 6 "10"} 1000.00 20230301 "Lön \"mars\"" 2 EK nytt
    #TRANS 1930 {} -1000.00
    }
    #VER M 1 20231231 "Årets resultat"
    {
    #TRANS 8990 {} 2000.00
    #TRANS 2090 {} -2000.00
    }
    #NYTT 2031 "okänd etikett med "udda citat
    """
    assert (sie.sie_type, sie.importing, sie.text_encoding) == (4, False, "cp437")
    assert (sie.company, sie.organisation_number) == ("Samordningsförbundet Norrsken", "222000-0000")
    assert (sie.program, sie.generated_on) == ('Norrskens "lilla" ekonomi', date(2024, 1, 18))
    assert sie.years == {0: (date(2023, 1, 1), date(2023, 12, 31)), -1: (date(2022, 1, 1), date(2022, 12, 31))}
    assert sie.accounts["2090"] == "Årets resultat"
    assert sie.account_kinds == {"1930": "T"}
    assert sie.dimensions == {"6": "Projekt", "21": "Delprojekt"}
    assert sie.objects == {("6", "10"): "Vägen in"}
    assert sie.balances[0] == ("IB", 0, "1930", 500050, 21)
    assert sie.balances[2] == ("IB", -1, "1930", 500050, 23)
    assert sie.balances[5] == ("RES", 0, "3511", -300000, 26)
    assert sie.object_balances == (("OIB", 0, "1930", ("6", "10"), 25000, 29),)
    assert sie.period_balances == ((0, "202303", "4631", (), 100000, 30),)
    assert sie.period_budgets == ((0, "202303", "4631", (("6", "10"),), 90000, 31),)
    grant, march, closing = sie.vouchers
    assert (grant.series, grant.number, grant.registered_on) == ("I", "1", date(2023, 1, 5))
    assert [entry.on for entry in grant.entries] == [date(2023, 1, 2)] * 2
    assert march.entries[0] == SieEntry(
        account="4631",
        objects=(("1", "nord"), ("6", "10")),
        amount_ore=100000,
        on=date(2023, 3, 1),
        text='Lön "mars"',
        line=41,
    )
    assert (march.name, march.line, closing.text) == ("L 1", 39, "Årets resultat")


def test_added_rows_count_once_and_struck_rows_not_at_all(sie: SieFile) -> None:
    """
    #SIETYP 4
    #FNAMN Norrsken
    #RAR 0 20230101 20231231
    #VER A 1 20230101 Porto
    {
    #TRANS 1910 {} -1000.00
    #TRANS 2640 {} 200.00
    #BTRANS 6110 {} 800.00
    #RTRANS 6250 {} 800.00
    #TRANS 6250 {} 800.00
    }
    #VER A 2 19991231 "Struken"
    {
    #BTRANS 6110 {} 800.00
    }
    """
    assert [(e.account, e.amount_ore) for e in sie.vouchers[0].entries] == [
        ("1910", -100000),
        ("2640", 20000),
        ("6250", 80000),
    ]
    assert sie.vouchers[1].entries == ()


def test_vouchers_on_their_way_into_a_ledger(sie: SieFile) -> None:
    """
    #SIETYP 4
    #FNAMN "Löneprogrammet"
    #VER "" "" 20230125 "Lön"
    {
    #TRANS 7010 {7 "23"} 200.00
    #TRANS 1930 -200,00
    }
    #VER "" "" 20230225 "Lön"
    {
    }
    """
    assert sie.importing
    assert (sie.accounts, sie.years) == ({}, {})
    assert sie.vouchers[0].entries[1].amount_ore == -20000
    assert sie.vouchers[0].name == "på rad 3"


def test_a_file_that_names_no_type_is_of_type_1(sie: SieFile) -> None:
    """
    #FNAMN Norrsken
    #GEN
    #ORGNR
    #RAR 0 20230701 20241231
    #KONTO 1930
    #KONTO 3511 Bidrag
    #UB 0 1930 10
    #RES 0 3511 -10.0
    """
    assert (sie.sie_type, sie.generated_on, sie.organisation_number) == (1, None, "")
    assert sie.years == {0: (date(2023, 7, 1), date(2024, 12, 31))}


def test_nothing_that_programs_commonly_leave_out_or_add_is_a_fault() -> None:
    sie = read(f"\n\t \n{HEAD}{BALANCES}{VOUCHER}".replace("\n", "\r\n").removesuffix("\r\n") + "\x1a")
    assert sie.vouchers[0].line == 11


@EVERY_ENCODING
@settings(max_examples=25)
@given(name=st.text(f"abc 1{SWEDISH}", min_size=1).map(str.strip), letter=st.sampled_from(SWEDISH))
def test_the_bytes_tell_the_character_set_whatever_the_file_says(encoding: str, name: str, letter: str) -> None:
    text = HEAD.replace("Förbundet Norrsken", name + letter) + BALANCES + VOUCHER
    sie = read("#FORMAT PC8\n" + text, encoding)
    assert (sie.company, sie.text_encoding) == (name + letter, encoding.removesuffix("-sig"))


def test_a_file_without_swedish_letters_is_read_as_the_standard_says() -> None:
    plain = (HEAD + BALANCES + VOUCHER).replace("ö", "o")
    assert read(plain, "ascii").text_encoding == "cp437"
    assert read_sie(plain.encode().replace(b"Hyra", b"\xdb"), "x.se").vouchers[0].text == "█"


CP437_TEXT = st.text(st.sampled_from(bytes(range(0x20, 0x100)).replace(b"\x7f", b"").decode("cp437")))


@given(CP437_TEXT.filter(lambda text: '\\"' not in text and not text.endswith("\\")))
def test_any_text_comes_back_from_its_quotes(text: str) -> None:
    quoted = '"' + text.replace('"', '\\"') + '"'
    assert split_fields(f"#TRANS\t{quoted} {{6 10}} 1.00  {quoted}\n") == ["#TRANS", text, "{6 10}", "1.00", text]


def test_a_backslash_before_the_last_quote_is_text() -> None:
    assert split_fields('#PROSA "C:\\bok\\"') == ["#PROSA", "C:\\bok\\"]


@pytest.mark.parametrize("piece", ["{", '"', '{"', '"\\', '{"\\"}', '\\"{'])
def test_a_hostile_line_takes_no_longer_than_any(piece: str) -> None:
    with suppress(ValueError):
        assert split_fields(piece * 50_000)


def checksummed(encoding: str = "cp437") -> bytes:
    records = (HEAD + BALANCES + VOUCHER).encode(encoding)
    mark = BOM_UTF8 if encoding == "utf-8-sig" else b""
    return mark + b"#KSUMMA\n" + records.removeprefix(mark) + b"#KSUMMA %d\n" % checksum(records.removeprefix(mark))


def test_the_checksum_counts_tags_and_fields_only() -> None:
    record = rb'#KONTO  1915	"Kassa \"special\""' + b"\r\n{ }"
    assert checksum(record) == zlib.crc32(b'#KONTO1915Kassa "special"')


@EVERY_ENCODING
def test_a_right_checksum_is_accepted(encoding: str) -> None:
    assert read_sie(checksummed(encoding), "x.se").company == "Förbundet Norrsken"


@EVERY_ENCODING
def test_a_checksum_may_count_the_standards_characters_and_be_signed(encoding: str) -> None:
    text = HEAD + BALANCES + VOUCHER
    signed = checksum(text.encode("cp437")) - 2**32
    assert len(read(f"#KSUMMA\n{text}#KSUMMA {signed}", encoding).vouchers) == 1


@given(st.data())
def test_a_changed_digit_breaks_the_checksum(data: st.DataObject) -> None:
    content = bytearray(checksummed())
    digits = [place for place, byte in enumerate(content) if chr(byte).isdigit()]
    place = data.draw(st.sampled_from(digits))
    content[place] = ord("0") + (content[place] - ord("0") + data.draw(st.integers(1, 9))) % 10
    with pytest.raises(BadInput, match="kontrollsumman"):
        read_sie(bytes(content), "x.se")


@pytest.mark.parametrize("head", [0, 60])
@given(st.binary(max_size=200))
def test_garbage_is_refused_with_a_reason(head: int, garbage: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read_sie(checksummed()[:head] + garbage, "x.se")
    assert all(str(fault).startswith("x.se") for fault in refused.value.faults)


@given(st.integers(0, len(HEAD + BALANCES + VOUCHER) - 1), st.binary(max_size=3))
def test_a_damaged_file_is_read_or_refused_but_never_a_crash(place: int, damage: bytes) -> None:
    content = (HEAD + BALANCES + VOUCHER).encode("cp437")
    try:
        sie = read_sie(content[:place] + damage + content[place + 1 :], "x.se")
    except BadInput:
        return
    assert sum(entry.amount_ore for voucher in sie.vouchers for entry in voucher.entries) == 0
