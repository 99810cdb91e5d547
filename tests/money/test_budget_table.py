"""A budget read from a table: however people lay it out, and refused with place, reason and the way to mend it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from finsam.kernel.faults import BadInput
from finsam.money.rules.budget_table import PrintedBudget, read_budget
from finsam.money.rules.budget_words import read_amount
from finsam.money.rules.printed_budget import made_ready

LAYOUT = """Rad;2025;2026
Intäkter;;
Medlemsbidrag;1 000 000;1 000 000
Insatser;;
Teamet;-600 000;-610 000
Mässan;–;-20 000
Summa insatser;-600 000;-630 000
Kansli;-300 000,50;-310 000
Summa kansli;-300 000,50;-310 000
Årets resultat;99 999,50;60 000
"""


def excel(fill: Callable[[Any], None]) -> bytes:
    workbook = Workbook()
    fill(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def of_rows(*rows: list[Any]) -> bytes:
    return excel(lambda sheet: [sheet.append(row) for row in rows])


def told(budget: PrintedBudget) -> list[tuple[str, str, bool, dict[int, int]]]:
    return [(row.group, row.label, row.is_sum, dict(row.amounts)) for row in budget.rows]


def refused(content: bytes, file: str = "budget.xlsx") -> str:
    with pytest.raises(BadInput) as raised:
        read_budget(content, file)
    return str(raised.value)


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("1234", 123400), ("-1 234", -123400), ("1 234,50", 123450), ("1234.5", 123450), ("(1 234)", -123400),
        ("\N{MINUS SIGN}1\N{NARROW NO-BREAK SPACE}234", -123400), ("1.234,50", 123450), ("1,234,567.5", 123456750),
        ("1 234-", -123400), ("500 kr", 50000), ("1.234.567", 123456700), ("0", 0),
        ("", None), ("-", None), ("–", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(written: str, ore: int | None) -> None:
    assert read_amount(written) == ore


@pytest.mark.parametrize("written", ["x", "1,234", "2.000", "12a", "1 234 (enligt avtal)", "9" * 20])
def test_what_is_no_amount_or_could_be_two_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="”"):
        read_amount(written)


def test_thousands_are_kronor_only_when_the_head_says_so() -> None:
    budget = read_budget(b"Belopp i tkr;;\nRad;2025;2026\nTeamet;-1,234;-12,5\n", "b.csv")
    assert budget.rows[0].amounts == {2025: -123_400, 2026: -1_250_000}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_the_bytes_tell_encoding_and_separator(encoding: str, separator: str) -> None:
    quoted = LAYOUT.replace(",", ".") if separator == "," else LAYOUT
    budget = read_budget(quoted.replace(";", separator).encode(encoding), "b.csv")
    assert told(budget) == [
        ("Intäkter", "Medlemsbidrag", False, {2025: 100_000_000, 2026: 100_000_000}),
        ("Insatser", "Teamet", False, {2025: -60_000_000, 2026: -61_000_000}),
        ("Insatser", "Mässan", False, {2026: -2_000_000}),
        ("Insatser", "Summa insatser", True, {2025: -60_000_000, 2026: -63_000_000}),
        ("Kansli", "Kansli", False, {2025: -30_000_050, 2026: -31_000_000}),
        ("Kansli", "Summa kansli", True, {2025: -30_000_050, 2026: -31_000_000}),
        ("", "Årets resultat", True, {2025: 9_999_950, 2026: 6_000_000}),
    ]


def test_a_table_may_stand_below_a_title_with_two_rows_of_head_and_other_columns() -> None:
    budget = read_budget(
        of_rows(
            ["Budget 2025-2027"],
            [],
            [None, None, "Utfall", "Budget", "Plan", "Kommentar"],
            ["Konto", "Benämning", 2024, 2025, 2026, None],
            [None, "INSATSER"],
            [4010, "Teamet", -500, -600, -610, "två tjänster"],
            ["4020, 4021", "Mässan", -10, None, -20],
            [None, "Summa", -510, -600, -630],
        ),
        "b.xlsx",
    )
    assert [(row.group, row.label, row.accounts) for row in budget.lines] == [
        ("INSATSER", "Teamet", ("4010",)),
        ("INSATSER", "Mässan", ("4020", "4021")),
    ]
    assert (list(budget.years), [row.label for row in budget.sums]) == ([2025, 2026], ["Summa"])


def test_formulas_and_bold_rows_are_sums_but_not_when_every_row_is_bold() -> None:
    def fill(sheet: Any) -> None:
        for row in (["Rad", "År 2025"], ["Insatser", None], ["Teamet", -600], ["Mässan", -20], ["Allt", -620]):
            sheet.append(row)
        sheet["A5"].font = Font(bold=True)

    assert [row.label for row in read_budget(excel(fill), "b.xlsx").sums] == ["Allt"]

    def all_bold(sheet: Any) -> None:
        fill(sheet)
        for cell in sheet["A"]:
            cell.font = Font(bold=True)

    assert read_budget(excel(all_bold), "b.xlsx").sums == []


def test_costs_without_minus_are_turned_and_their_sums_with_them() -> None:
    budget = read_budget(
        "Rad;2025\nIntäkter;\nBidrag;1000\nSumma intäkter;1000\nInsatser;\nTeamet;600\nSumma insatser;600\n"
        "Kansli;\nLön;300\nFinansiella kostnader;5\nResultat;95\n".encode(),
        "b.csv",
    )
    kinds = budget.proposed_kinds()
    ready = made_ready(budget, kinds)
    assert ready.is_turned
    assert {line.label: line.amounts[2025] for line in ready.lines} == {
        "Bidrag": 100_000, "Teamet": -60_000, "Lön": -30_000, "Finansiella kostnader": -500,
    }  # fmt: skip
    assert {one.label: one.amounts[2025] for one in ready.sums} == {
        "Summa intäkter": 100_000, "Summa insatser": -60_000, "Resultat": 9_500,
    }  # fmt: skip
    assert all(verdict.bears for verdict in ready.verdicts)


HEAD = ["Rad", "Budget 2025", "Plan 2026"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (of_rows(), "tom"),
        (of_rows(HEAD, ["Teamet", "=B9*2", -1]), "cell B2: Formeln har inget uträknat värde. Öppna filen i Excel"),
        (of_rows(HEAD, ["Teamet", "enligt avtal", -1]), "cell B2: ”enligt avtal” är inget belopp"),
        (of_rows(["Rad", "Belopp"], ["Teamet", -1]), "Hittar inga år"),
        (of_rows(HEAD, ["Insatser"], ["Teamet", 1, 1], ["teamet", 2, 2]), "rad 4: ”teamet” står redan i Insatser (rad 3)"),
        (of_rows(HEAD, ["Teamet", -1, -1], [], HEAD, ["Kansliet", -1, -1]), "rad 4: Här börjar en tabell till"),
        (of_rows(["Rad", "Budget 2025", "Plan 2025"], ["Teamet", 1, 1]), "Två kolumner är budget för 2025"),
        (of_rows(HEAD, [None, -1, -1]), "rad 2: Raden har belopp men inget namn"),
        (of_rows(HEAD, ["Teamet 19850101-1234", -1, -1]), "rad 2: Det här ser ut som ett personnummer"),
        (of_rows(HEAD, *[[f"Rad {n}", 1, 1] for n in range(5001)]), "fler än 5000 rader"),
        (of_rows(HEAD, ["Teamet", -1, -1])[:-40], "avhuggen eller skadad"),
        (b"PK\x03\x04" + bytes(200), "avhuggen eller skadad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "gamla Excel-formatet (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"Rad;2025\nTeamet;1\n" + bytes(9), "varken Excel eller text"),
        (b"x" * 5_000_001, "större än 5 MB"),
        (b'Rad;2025\n"Teamet;-1\nMer;2\n', "rad 2: Ett citattecken är öppet"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_place_reason_and_remedy(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_merged_cells_in_the_table_are_refused_but_not_over_it() -> None:
    def fill(sheet: Any) -> None:
        for row in (["Budget"], HEAD, ["Teamet", -1, -1], ["Mässan", -1, -1]):
            sheet.append(row)
        sheet.merge_cells("A1:C1")

    assert len(read_budget(excel(fill), "b.xlsx").lines) == 2

    def merged(sheet: Any) -> None:
        fill(sheet)
        sheet.merge_cells("B3:C3")

    assert "cellerna B3:C3: Cellerna är sammanfogade" in refused(excel(merged))


def test_every_fault_of_a_table_is_told_at_once() -> None:
    said = refused(of_rows(HEAD, ["Teamet", "x", -1], ["Mässan", -1, "y"]))
    assert "cell B2" in said
    assert "cell C3" in said


def test_tables_on_two_sheets_are_asked_about_and_one_may_be_chosen() -> None:
    workbook = Workbook()
    for name in ("Ett", "Två"):
        sheet = workbook.create_sheet(name)
        sheet.append(HEAD)
        sheet.append([f"Teamet {name}", -1, -1])
    out = io.BytesIO()
    workbook.save(out)
    assert "bladen Ett och Två" in refused(out.getvalue())
    assert read_budget(out.getvalue(), "b.xlsx", sheet="två").lines[0].label == "Teamet Två"
