"""The sheet of an intervention: what it is, its figures and what deviated."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.funding.queries.report_appendix import Told, told_of_years
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import day


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet. `keys` are (reference, label, comparison) for the margin; `tables` figures by name."""

    keys: Sequence[tuple[str, str, str]]
    facts: Sequence[tuple[str, str]]
    tables: Sequence[str]
    remarks: Sequence[str]
    told: Sequence[tuple[str, str]] = ()  # what the year's approved follow-up report says, by section
    told_by: str = ""  # which report that is


def intervention_sheet(book: Book, row: Intervention) -> Sheet | None:
    """Return an intervention's sheet for the period; None when it was not under way."""
    if (row.since and row.since > book.period.end) or (row.until and row.until < book.period.start):
        return None
    told = book.scope.once(told_of_years).get((row.pk, book.year), Told())
    remarks = [*row.remarks, *told.deviations]
    return Sheet(_keys(book, row), _facts(row), _tables(book, row), remarks, told.texts, told.by)


def _facts(row: Intervention) -> list[tuple[str, str]]:
    said = [
        ("Inriktning", row.get_direction_display()),
        ("Parter", row.partners),
        ("Ägare", row.owner),
        ("Övergång", row.transition),
        ("Finansiär", row.funder),
        ("Form", row.form),
        ("Programperiod", _period(row)),
        ("Syfte", row.purpose),
        ("Målgrupp", row.target_group),
        ("Mål", row.goal),
        ("Måluppfyllelse", row.fulfilment),
    ]
    return [(label, text) for label, text in said if text]


def _period(row: Intervention) -> str:
    if row.since and row.since == row.until:
        return day(row.since)
    since = day(row.since) if row.since else ""
    until = f"– {day(row.until)}" if row.until else "och tills vidare" if since else ""
    return f"{since} {until}".strip()


def _keys(book: Book, row: Intervention) -> list[tuple[str, str, str]]:
    keys = [
        (f"{name}:{row.key}:outcome", "deltagare", f"budget [{name}:{row.key}:target]")
        for name in ("participants.against_target", "participants.structural")
        if (row.key, "outcome") in book.table(name).cells
    ]
    ended = book.table("participants.ended_by_team")
    if (row.key, "ended") in ended.cells and ended.cell(row.key, "ended").value:
        of = f"participants.ended_by_team:{row.key}"
        keys.append((f"{of}:steps", "avslutade med steg framåt", f"av [{of}:ended] avslutade"))
    if (row.pool, "each") in book.table("money.cost_per_participant").cells:
        keys.append((f"money.cost_per_participant:{row.pool}:each", "kronor per deltagare i kostnadspoolen", ""))
    if (row.key, "per_head") in book.table("participants.structural_cost").cells:
        keys.append((f"participants.structural_cost:{row.key}:per_head", "kronor per deltagare", ""))
    return keys


def _tables(book: Book, row: Intervention) -> list[str]:
    teams = {category.key for category in book.keys(figure_named("participants.outflow"))}
    return [f"participants.outflow@{row.key}"] if row.key in teams else []
