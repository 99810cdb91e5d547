"""A budget that comes in a file: seen before it is stored, stored as a draft, refused whole, and handed out again."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from world import SignedIn

from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import Budget, BudgetAmount, BudgetGroup, BudgetLine, BudgetState, StatedSum

GOLDEN = Path(__file__).parent.parent / "golden" / "sofint-2025" / "budget_2025_2027.csv"
URL = "/sofint/pengar/budget/fil/"
NEW = """Rad;2031;2032
Intäkter;;
Medlemsbidrag kommunerna;1 000 000;1 000 000
Insatser;;
Coachingteamet;-500 000;-510 000
Nya teamet;-100 000;-100 000
Summa insatser;-600 000;-600 000
Lokaler;;
Hyra;-60 000;-60 000
Resultat;340 000;330 000
"""


@pytest.fixture
def director(signed_in: SignedIn, sofint: Association) -> Client:
    return signed_in(sofint, SeatRole.DIRECTOR)


def send(browser: Client, content: str | bytes = NEW, **typed: str) -> HttpResponse:
    written = content.encode() if isinstance(content, str) else content
    return browser.post(URL, {"file": SimpleUploadedFile("b.csv", written), **typed})  # type: ignore[return-value]


def filled(response: HttpResponse) -> dict[str, str]:
    """The fields of the preview's form as they stand."""
    text = response.content.decode()
    read = re.search(r'name="read" value="([^"]+)"', text)
    selects = re.findall(r'<select name="(group_\d+)".*?</select>', text, re.DOTALL)
    chosen = re.findall(r'<option value="([^"]+)" selected', text)
    assert read
    return {"read": read[1], **dict(zip(selects, chosen, strict=True))}


def test_a_file_is_shown_whole_and_nothing_stored_until_it_is_saved(director: Client, sofint: Association) -> None:
    shown = send(director)
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "Raderna ger 10" in text
    assert "Ny rad" in text
    fields = filled(shown)
    assert fields["group_1"] == "key insatser"
    assert fields["group_2"] == "new administration"
    with within(sofint):
        assert not Budget.objects.filter(association=sofint, year=2031).exists()
    saved = director.post(URL, fields)
    assert saved.status_code == 302
    with within(sofint):
        budget = Budget.objects.get(association=sofint, year=2031)
        assert (budget.version, budget.state) == (1, BudgetState.DRAFT)
        amounts = BudgetAmount.objects.filter(association=sofint, budget=budget)
        assert {(row.line.label, row.year): row.amount_ore for row in amounts.select_related("line")} == {
            ("Medlemsbidrag kommunerna", 2031): 100_000_000, ("Medlemsbidrag kommunerna", 2032): 100_000_000,
            ("Coachingteamet", 2031): -50_000_000, ("Coachingteamet", 2032): -51_000_000,
            ("Nya teamet", 2031): -10_000_000, ("Nya teamet", 2032): -10_000_000,
            ("Hyra", 2031): -6_000_000, ("Hyra", 2032): -6_000_000,
        }  # fmt: skip
        assert BudgetLine.objects.filter(association=sofint, label="Coachingteamet").count() == 1
        assert BudgetGroup.objects.get(association=sofint, label="Lokaler").kind == "administration"
        assert StatedSum.objects.filter(association=sofint, budget=budget).count() == 4
        assert AuditEntry.objects.filter(association=sofint, action="money.budget.imported").count() == 1


def test_the_same_form_sent_twice_makes_one_version_and_another_file_the_next(
    director: Client, sofint: Association
) -> None:
    fields = filled(send(director))
    director.post(URL, fields)
    director.post(URL, fields)
    director.post(URL, filled(send(director)))
    with within(sofint):
        assert list(Budget.objects.filter(association=sofint, year=2031).values_list("version", flat=True)) == [2, 1]


def test_groups_may_be_put_elsewhere_and_tried_again_before_saving(director: Client, sofint: Association) -> None:
    fields = filled(send(director)) | {"group_2": "new interventions", "again": "1"}
    again = director.post(URL, fields)
    assert again.status_code == 200
    assert filled(again)["group_2"] == "new interventions"
    refused = director.post(URL, filled(again) | {"group_2": "new nonsense"})
    assert refused.status_code == 422
    with within(sofint):
        assert not Budget.objects.filter(association=sofint, year=2031).exists()


def test_two_rows_that_would_be_one_line_are_refused_when_saved(director: Client, sofint: Association) -> None:
    fields = filled(send(director, "Rad;2031\nA;\nEn rad;-1\nB;\nEn rad;-2\nKansli;\nLön;-5\n"))
    answer = director.post(URL, fields | {"group_0": "key insatser", "group_1": "key insatser"})
    assert answer.status_code == 422
    assert "blir samma rad i Insatser" in answer.content.decode()
    with within(sofint):
        assert not Budget.objects.filter(association=sofint, year=2031).exists()


@pytest.mark.parametrize(
    ("content", "typed", "said"),
    [
        (b"", {}, "Filen är tom"),
        ("Rad;2031\nTeamet;mycket\n", {}, "b.csv, rad 2, kolumn 2: ”mycket” är inget belopp"),
        (NEW, {"year": "2040"}, "Filen har budget för 2031 och 2032, inte för 2040"),
        (NEW, {"year": "snart"}, "Skriv ett år, som 2026"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_on_the_form(
    content: str | bytes, typed: dict[str, str], said: str, director: Client
) -> None:
    answer = send(director, content, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_preview_that_is_tampered_with_or_of_another_association_is_asked_for_again(
    director: Client, signed_in: SignedIn, sydnarke: Association
) -> None:
    fields = filled(send(director))
    changed = director.post(URL, fields | {"read": fields["read"][:-3] + "abc"})
    assert (changed.status_code, "Välj filen igen" in changed.content.decode()) == (422, True)
    elsewhere = signed_in(sydnarke, SeatRole.DIRECTOR).post(URL.replace("sofint", "sydnarke"), fields)
    assert elsewhere.status_code == 422


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_budget", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_judges_a_file_without_storing_and_stores_a_draft(sofint: Association, tmp_path: Path) -> None:
    told = json.loads(command(str(GOLDEN), "--association", "sofint", "--dry-run", "--json"))
    assert (told["stored"], len(told["lines"]), told["year"]) == ("", 21, 2025)
    wrong = [one for one in told["sums"] if not one["bears"] and not one["follows"]]
    assert [(one["label"], one["year"], one["difference"]) for one in wrong] == [
        ("Summa insatser", 2026, -10),
        ("Summa Förbundskostnader", 2026, -3000),
        ("Summa Förbundskostnader", 2027, -3000),
    ]
    file = tmp_path / "b.csv"
    file.write_text(NEW)
    assert "Sparad som utkast: Budget 2031, version 1." in command(str(file), "--association", "sofint")
    with within(sofint):
        assert Budget.objects.get(association=sofint, year=2031).created_by is None


@pytest.mark.parametrize(
    ("content", "slug", "said"),
    [
        ("Rad;2031\nTeamet;x\n", "sofint", "Inget är inläst"),
        (NEW, "ingenstans", "inget förbund"),
        (None, "sofint", "öppna"),
    ],
)
def test_the_command_refuses_with_what_to_mend(
    content: str | None, slug: str, said: str, sofint: Association, tmp_path: Path
) -> None:
    file = tmp_path / "b.csv"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CommandError, match=said):
        command(str(file), "--association", slug)


Held = dict[tuple[str, str, int], int]


def held(association: Association, version: int, year: int) -> Held:
    rows = BudgetAmount.objects.filter(association=association, budget__year=year, budget__version=version)
    return {
        (row.line.group.key, row.line.label, row.year): row.amount_ore for row in rows.select_related("line__group")
    }


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(("slug", "year"), [("sofint", 2025), ("sydnarke", 2019), ("grannforbundet", 2022)])
def test_a_version_handed_out_and_read_in_again_says_the_same(
    ending: str, slug: str, year: int, signed_in: SignedIn, sofint: Association, tmp_path: Path
) -> None:
    association = Association.objects.get(slug=slug)
    answer = signed_in(association, SeatRole.AUDITOR).get(f"/{slug}/pengar/budget/fil/{year}/1.{ending}")
    file = tmp_path / f"b.{ending}"
    file.write_bytes(answer.content)
    told = json.loads(command(str(file), "--association", slug, "--year", str(year), "--json"))
    assert [one for one in told["sums"] if not one["bears"]] == []
    with within(association):
        versions = Budget.objects.filter(association=association, year=year)
        assert held(association, versions[0].version, year) == held(association, 1, year)
        assert not BudgetGroup.objects.filter(association=association, key__endswith="_2").exists()


def test_sums_of_the_workbook_are_formulas_that_carry_their_values(signed_in: SignedIn, sofint: Association) -> None:
    answer = signed_in(sofint, SeatRole.AUDITOR).get("/sofint/pengar/budget/fil/2025/1.xlsx")
    values, formulas = (
        load_workbook(io.BytesIO(answer.content), data_only=only)["Budget 2025"] for only in (True, False)
    )
    rows = {row[0].value: row[0].row for row in formulas.iter_rows()}
    place = rows["Summa insatser"]
    assert formulas[f"C{place}"].value == f"=SUM(C{place - 4}:C{place - 1})"
    assert values[f"C{place}"].value == -2846635
    assert values[f"D{rows['Utgående eget kapital']}"].value == 510566
    assert formulas.freeze_panes == "B2"


@pytest.mark.parametrize("path", ["2025/1.pdf", "2025/9.xlsx"])
def test_a_version_or_a_kind_of_file_that_is_not_there_is_not_found(path: str, director: Client) -> None:
    assert director.get(f"{URL}{path}").status_code == 404
