"""What a SIE file is refused for, in which words and on which line."""

import pytest

from finsam.kernel.faults import BadInput
from finsam.money.rules.sie import read_sie
from finsam.money.rules.sie_text import checksum

AGAIN = "Inget är inläst. Exportera på nytt och försök igen."
CORRECT = "Rätta i ekonomisystemet och exportera på nytt."
HEAD = """\
#SIETYP 4
#FNAMN Norrsken
#RAR 0 20230101 20231231
#KONTO 1930 Bank
#KONTO 4010 Insatser
"""
BALANCES = """\
#IB 0 1930 500.00
#UB 0 1930 400.00
#RES 0 4010 100.00
"""
VOUCHER = """\
#VER L 12 20230214 Hyra
{
#TRANS 4010 {} 100.00
#TRANS 1930 {} -100.00
}
"""
WHOLE = HEAD + BALANCES + VOUCHER
YEAR_BALANCES = "#FNAMN Norrsken\n#RAR 0 20230101 20231231\n#KONTO 1930 Bank\n#KONTO 4010 Insatser\n" + BALANCES


def refusals(content: str | bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(BadInput) as refused:
        read_sie(content if isinstance(content, bytes) else content.encode("cp437"), "norrsken.se")
    assert {fault.file for fault in refused.value.faults} == {"norrsken.se"}
    return [(fault.line, fault.what) for fault in refused.value.faults]


def test_the_whole_file_is_accepted() -> None:
    assert len(read_sie(WHOLE.encode(), "norrsken.se").vouchers) == 1


NO_SIE = "Filen är ingen SIE-fil. Exportera en SIE-fil, helst typ 4, ur ekonomisystemet och försök igen."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "Filen är tom. Exportera på nytt och försök igen."),
        (b"\xef\xbb\xbf \r\n\x1a", "Filen är tom. Exportera på nytt och försök igen."),
        (b"%PDF-1.7", NO_SIE),
        (b"konto;belopp\n1930;100", NO_SIE),
        (b"<html></html>", NO_SIE),
        (WHOLE.encode("utf-16"), NO_SIE),
        (WHOLE.encode() + b"\0\0", NO_SIE),
        (
            b'<?xml version="1.0"?>\n<Sie xmlns="http://www.sie.se/sie5">',
            "Filen är SIE 5 (XML), som Finsam inte läser. Välj SIE 4 när du exporterar och försök igen.",
        ),
    ],
)
def test_no_sie_file(content: bytes, what: str) -> None:
    assert refusals(content) == [(None, what)]


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ("#SIETYP 7", "SIE-typ ”7” är okänd. Finsam läser typ 1, 2, 3 och 4."),
        ("#VALUTA EUR", "Beloppen är i EUR. Finsam läser bara kronor (SEK)."),
        ("#RAR 0 20230101 20231301", "”20231301” är inget datum. Ett datum skrivs 20191231."),
        ("#RAR nu 20230101 20231231", "”nu” är inget årsnummer. Årets nummer är 0 och fjolårets -1."),
        ("#IB 0 1930 1.005", "”1.005” är inte ett belopp i kronor med högst två decimaler."),
        ("#UB 0 1930 +1", "”+1” är inte ett belopp i kronor med högst två decimaler."),
        ("#UB 0 1930", "Raden #UB är för kort, så uppgifter saknas."),
        ("#KONTO", "Raden #KONTO är för kort, så uppgifter saknas."),
        ("#PSALDO 0 202313 1930 {} 1.00", "”202313” är ingen period. En period skrivs 201912."),
        ('#OIB 0 1930 {"6"} 1', '”{"6"}” är ingen objektlista med dimension och objekt parvis.'),
        ("#OIB 0 1930 {6 10 1", "”{” är ingen objektlista med dimension och objekt parvis."),
        ('#FNAMN "Norrsken', "En text saknar citattecken i slutet."),
        ("Norrsken", "Raden börjar inte med #, som alla rader i en SIE-fil."),
        ("#TRANS 1930 {} 1.00", "Raden #TRANS står utanför en verifikation."),
        ("{", "Klammern { hör inte till någon verifikation."),
        ("}", "Klammern } hör inte till någon verifikation."),
    ],
)
def test_a_record_that_cannot_be_read(record: str, what: str) -> None:
    assert refusals(f"{HEAD}{record}\n{BALANCES}{VOUCHER}") == [(6, f"{what} {CORRECT}")]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "what"),
    [
        ("20230214", "20230230", 9, f"”20230230” är inget datum. Ett datum skrivs 20191231. {CORRECT}"),
        ("{} 100.00", "{} 1OO.00", 11, f"”1OO.00” är inte ett belopp i kronor med högst två decimaler. {CORRECT}"),
        ("{} -100.00", "{} -99.99", 9, f"Verifikation L 12 går inte jämnt ut: summan är 0,01 kr. {CORRECT}"),
        ("#VER L 12", "#VER L", 9, f"”Hyra” är inget datum. Ett datum skrivs 20191231. {CORRECT}"),
        ("L 12 20230214 Hyra", "L", 9, f"Raden #VER är för kort, så uppgifter saknas. {CORRECT}"),
        ("Hyra", '"Hyra', 9, f"En text saknar citattecken i slutet. {CORRECT}"),
    ],
)
def test_a_voucher_that_cannot_be_right_is_told_once(right: str, wrong: str, line: int, what: str) -> None:
    text = WHOLE.replace("#UB 0 1930 400.00", "#UB 0 1930 400.01") if wrong == "{} -99.99" else WHOLE
    assert refusals(text.replace(right, wrong)) == [(line, what)]


def test_a_voucher_outside_the_year() -> None:
    what = f"Verifikation L 12 är daterad 2024-02-14, utanför räkenskapsåret. {CORRECT}"
    assert refusals(WHOLE.replace("20230214", "20240214")) == [(9, what)]


def test_a_voucher_number_twice_in_a_series() -> None:
    text = WHOLE.replace("500.00", "600.00").replace("#RES 0 4010 100.00", "#RES 0 4010 200.00") + VOUCHER
    assert refusals(text) == [(14, f"Verifikation L 12 finns redan på rad 9. {CORRECT}")]


def test_an_account_outside_the_chart_is_told_once() -> None:
    what = f"Konto 4010 används men finns inte i filens kontoplan (#KONTO). {CORRECT}"
    assert refusals(WHOLE.replace("#KONTO 4010 Insatser\n", "")) == [(7, what)]


@pytest.mark.parametrize(
    ("closing", "what"),
    [
        ("", f"Filen är avkortad: kontrollsumman (#KSUMMA) som ska stå sist saknas. {AGAIN}"),
        ("#KSUMMA\n", f"Filen är avkortad: kontrollsumman (#KSUMMA) som ska stå sist saknas. {AGAIN}"),
        ("#KSUMMA 1\n", f"Filen har ändrats sedan den skrevs: kontrollsumman (#KSUMMA) stämmer inte. {AGAIN}"),
        ("#KSUMMA ett\n", f"Filen har ändrats sedan den skrevs: kontrollsumman (#KSUMMA) stämmer inte. {AGAIN}"),
    ],
)
def test_a_checksum_that_is_missing_or_wrong(closing: str, what: str) -> None:
    assert refusals(f"#KSUMMA\n{WHOLE}{closing}") == [(None, what)]


def test_months_in_a_file_that_names_no_type() -> None:
    what = f"Raden #SIETYP saknas, så det syns inte vilken SIE-typ filen är. {AGAIN}"
    assert refusals(YEAR_BALANCES + "#PSALDO 0 202301 1930 {} -100.00\n") == [(None, what)]


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ("#SIETYP 4\n", f"Raden #SIETYP saknas, så det syns inte vilken SIE-typ filen är. {AGAIN}"),
        ("#FNAMN Norrsken\n", f"Raden #FNAMN saknas, så det syns inte vems bokföringen är. {AGAIN}"),
        ("#RAR 0 20230101 20231231\n", f"Raden #RAR 0 saknas, så det syns inte vilket år filen gäller. {AGAIN}"),
        (BALANCES + VOUCHER, f"Filen har varken saldon eller verifikationer, så det finns inget att läsa. {AGAIN}"),
        (BALANCES[18:], f"Filen saknar årets utgående balanser och resultat (#UB, #RES). {AGAIN}"),
    ],
)
def test_what_no_file_can_be_read_without(record: str, what: str) -> None:
    assert refusals(WHOLE.replace(record, "")) == [(None, what)]


MAY_BE_CUT = f"Filen kan vara avkortad: raderna ger inte de saldon som filen själv anger. {AGAIN}"


def test_balances_that_the_vouchers_do_not_prove() -> None:
    text = WHOLE.replace("UB 0 1930 400.00", "UB 0 1930 1400.50").replace("#RES 0 4010 100", "#RES 0 4010 90")
    assert refusals(text) == [
        (None, MAY_BE_CUT),
        (7, "Konto 1930: #IB och raderna ger 400,00 kr men #UB är 1\u202f400,50 kr, en skillnad på 1\u202f000,50 kr."),
        (8, "Konto 4010: raderna ger 100,00 kr men #RES är 90,00 kr, en skillnad på 10,00 kr."),
    ]


def test_an_account_that_closes_at_zero_has_no_row() -> None:
    assert refusals(WHOLE.replace("#RES 0 4010 100.00", "#RES 0 3010 0\n#KONTO 3010 Bidrag"))[1:] == [
        (None, "Konto 4010: #IB och raderna ger 100,00 kr men filens saldo är 0,00 kr, en skillnad på 100,00 kr."),
    ]


def test_results_left_out_altogether_are_not_held_against_the_file() -> None:
    assert read_sie(WHOLE.replace("#RES 0 4010 100.00\n", "").encode(), "norrsken.se").sie_type == 4


def test_months_that_do_not_make_the_year() -> None:
    text = YEAR_BALANCES + "#SIETYP 2\n#PSALDO 0 202301 1930 {} -100.00\n#PSALDO 0 202301 4010 {} 99.00\n"
    assert refusals(text) == [
        (None, MAY_BE_CUT),
        (7, "Konto 4010: raderna ger 99,00 kr men #RES är 100,00 kr, en skillnad på 1,00 kr."),
    ]


def test_year_balances_that_do_not_even_out() -> None:
    what = "Saldona går inte ihop: #IB är tillsammans 500,00 kr men #UB och #RES 490,00 kr."
    assert refusals(YEAR_BALANCES.replace("4010 100.00", "4010 90.00")) == [(None, f"{what} {AGAIN}")]


def test_a_closed_year_cut_before_its_results() -> None:
    """The balances of a closed year even out without the results, so their sum alone would not tell."""
    text = YEAR_BALANCES.replace("#RES 0 4010 100.00\n", "#UB 0 4010 100.00\n")
    assert refusals(text) == [(None, f"Filen saknar årets resultat (#RES) fast balanserna har ändrats. {AGAIN}")]


def test_a_voucher_without_its_last_brace() -> None:
    text = WHOLE.removesuffix("}\n") + VOUCHER.replace("L 12", "L 13")
    assert refusals(text) == [(13, f"Verifikation L 12 saknar slutklammer }}. {CORRECT}")]


@pytest.mark.parametrize("cut", ["#VER L 12 20230214 Hyra\n", "{\n", "4010 {} 10", "-100.00\n"])
def test_a_file_that_ends_inside_a_voucher(cut: str) -> None:
    text = WHOLE[: WHOLE.rindex(cut) + len(cut)]
    line = len(text.splitlines())
    assert refusals(text) == [(line, f"Filen slutar mitt i verifikation L 12. {AGAIN}")]


def test_a_file_that_ends_inside_a_line() -> None:
    assert refusals(YEAR_BALANCES[:-3]) == [(7, f"Filen slutar mitt på rad 7. {AGAIN}")]


NOTHING_BOOKED = VOUCHER.replace("L 12", "L 13").replace("100.00", "0.00")
UNMOVED = HEAD + "#KONTO 1210 Bil\n#IB 0 1210 9.00\n" + BALANCES.replace("#UB", "#UB 0 1210 9.00\n#UB") + VOUCHER
CHECKSUMMED = f"#KSUMMA\n{WHOLE}{NOTHING_BOOKED}#KSUMMA {checksum((WHOLE + NOTHING_BOOKED).encode())}\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "whole",
    [WHOLE, UNMOVED, YEAR_BALANCES, CHECKSUMMED],
    ids=["vouchers", "unmoved account", "balances", "checksum"],
)
def test_a_file_cut_short_anywhere_is_refused(whole: str, newline: str) -> None:
    """Only the very last line end may go, and only where a brace or a checksum shows that all is there."""
    content = whole.replace("\n", newline).encode()
    for end in range(len(content.rstrip()) + (whole is YEAR_BALANCES)):
        assert refusals(content[:end])


def test_more_faults_than_anyone_reads() -> None:
    found = refusals(HEAD + "?\n" * 51)
    assert len(found) == 21
    assert found[19][0] == 25
    assert found[20] == (None, f"Ytterligare 31 fel visas inte. {AGAIN}")
    assert len(refusals(HEAD + "?\n" * 50)) == 50
