"""What is done in the follow-up of a month: comments, forecasts, the summary for the board, closing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.figures.book import Book
from finsam.kernel.amounts import round_half_up
from finsam.kernel.swedish import capital
from finsam.money.figures.shared import COST_GROUPS, has_ledger
from finsam.money.forecast_facts import choices
from finsam.money.models import BudgetLine, Forecast, ForecastMethod, LineComment, MonthClosing
from finsam.money.rules.months import Month

FOLLOWED_UP = "money.line.followed_up"


@dataclass(frozen=True)
class Said:
    """What somebody says of a line: a comment, and how its year is foretold; öre when by hand."""

    comment: str = ""
    method: str = ForecastMethod.BUDGET
    amount_ore: int | None = None
    reason: str = ""


@transaction.atomic
def follow_up_line(
    *, association: Association, by: Person, line: BudgetLine, month: Month, said: Said
) -> AuditEntry | None:
    """Keep what is changed of what is said of a line in a month; return the row of the trail, None without a change.

    Raises ValueError when the month is closed, or an amount by hand comes without a reason.
    """
    _hold_open(association, month)
    before, after = _comment(association, by, line, month, said.comment.strip())
    forecast = _forecast(association, by, line, month, said)
    if before == after and not forecast:
        return None
    audit.record(
        association, FOLLOWED_UP, line, by=by, month=month.name, line=line.pk, before=before, after=after,
        forecast=forecast.pk if forecast else None, method=forecast.method if forecast else "",
        amount_ore=forecast.amount_ore if forecast else None, reason=forecast.reason if forecast else "",
    )  # fmt: skip
    return AuditEntry.objects.filter(association=association, action=FOLLOWED_UP, by=by).latest("pk")


def _comment(association: Association, by: Person, line: BudgetLine, month: Month, text: str) -> tuple[str, str]:
    """Write, change or take away the comment; return what it was and is."""
    place: dict[str, Any] = {"association": association, "line": line, "year": month.year, "month": month.month}
    row = LineComment.objects.select_for_update().filter(**place).first()
    before = row.text if row else ""
    if text and text != before:
        LineComment.objects.update_or_create(**place, defaults={"text": text, "written_by": by})
    elif row and not text:
        row.delete()
    return before, text


def _forecast(association: Association, by: Person, line: BudgetLine, month: Month, said: Said) -> Forecast | None:
    """Choose a forecast, unless the same is chosen already; return the new one."""
    by_hand = said.method == ForecastMethod.HAND
    ore = _signed(line, said.amount_ore) if by_hand and said.amount_ore is not None else None
    if by_hand and (ore is None or not said.reason.strip()):
        msg = "Skriv beloppet för hela året, och skälet till det. Skälet följer med till styrelsen."
        raise ValueError(msg)
    held = choices(Book(association, month.period).scope).get(line.pk)
    now = (held.method, held.amount_ore, held.reason) if held else (ForecastMethod.BUDGET, None, "")
    if now == (said.method, ore, said.reason.strip()):
        return None
    return Forecast.objects.create(
        association=association, line=line, year=month.year, month=month.month, method=said.method, amount_ore=ore,
        reason=said.reason.strip(), made_by=by,
    )  # fmt: skip


def _signed(line: BudgetLine, ore: int) -> int:
    """Costs are negative, with or without a minus when typed."""
    return -abs(ore) if line.group.kind in COST_GROUPS else ore


@transaction.atomic
def undo_line(*, association: Association, by: Person, entry: AuditEntry) -> None:
    """Take back what was said of a line. Raises ValueError when it has been changed again, or the month is closed."""
    month, detail = Month.named(entry.detail["month"]), entry.detail
    _hold_open(association, month)
    place: dict[str, Any] = {
        "association": association,
        "line_id": detail["line"],
        "year": month.year,
        "month": month.month,
    }
    row = LineComment.objects.select_for_update().filter(**place).first()
    newer = Forecast.objects.filter(**place, pk__gt=detail["forecast"] or 0) if detail["forecast"] else None
    if (row.text if row else "") != detail["after"] or (newer and newer.exists()):
        msg = f"{entry.subject} har ändrats igen sedan dess. Ändra raden i stället för att ångra."
        raise ValueError(msg)
    if detail["before"] != detail["after"]:
        _restore(row, place, detail["before"], by)
    if detail["forecast"]:
        Forecast.objects.filter(association=association, pk=detail["forecast"]).delete()
    audit.record(association, "money.line.undone", entry.subject, by=by, month=month.name, entry=entry.pk)


def _restore(row: LineComment | None, place: Mapping[str, Any], text: str, by: Person) -> None:
    if text:
        LineComment.objects.update_or_create(**place, defaults={"text": text, "written_by": by})
    elif row:
        row.delete()


@transaction.atomic
def write_summary(*, association: Association, by: Person, month: Month, text: str) -> None:
    """Write what the director says of a month to the board. Raises ValueError when the month is closed."""
    row = _hold_open(association, month) or _row(association, month)
    row.summary = text.strip()
    row.save(update_fields=["summary"])
    audit.record(association, "money.summary.written", month.name, by=by, length=len(row.summary))


@transaction.atomic
def close_month(*, association: Association, by: Person, month: Month) -> MonthClosing:
    """Close a month and keep its table as it stands. Raises ValueError when it is closed, or nothing is booked."""
    row = _hold_open(association, month) or _row(association, month)
    book = Book(association, month.period)
    if not has_ledger(book):
        msg = f"Inget är bokfört till och med {month.word} {month.year}. Läs in huvudboken innan månaden stängs."
        raise ValueError(msg)
    row.figures, row.closed_at, row.closed_by = as_stands(book), timezone.now(), by
    row.save(update_fields=["figures", "closed_at", "closed_by"])
    audit.record(association, "money.month.closed", month.name, by=by, result=row.figures["result"])
    return row


@transaction.atomic
def reopen_month(*, association: Association, by: Person, month: Month) -> None:
    """Open a closed month again; the trail keeps the table it was closed with. Raises ValueError when it is open."""
    row = _locked(association, month)
    if not row or not row.closed_at:
        msg = f"{capital(month.word)} {month.year} är öppen redan."
        raise ValueError(msg)
    audit.record(association, "money.month.reopened", month.name, by=by, figures=row.figures)
    row.figures, row.closed_at, row.closed_by = {}, None, None
    row.save(update_fields=["figures", "closed_at", "closed_by"])


def as_stands(book: Book) -> dict[str, dict[str, int]]:
    """Return the follow-up as it stands: whole öre by row and column, without the cells that do not apply."""
    table = book.table("money.follow_up")
    stood: dict[str, dict[str, int]] = {row.key: {} for row in table.rows if row.kind != "group"}
    for (row, column), cell in table.cells.items():
        if cell.value is not None:
            stood[row][column] = int(round_half_up(cell.value))
    return stood


def _locked(association: Association, month: Month) -> MonthClosing | None:
    held = MonthClosing.objects.select_for_update()
    return held.filter(association=association, year=month.year, month=month.month).first()


def _hold_open(association: Association, month: Month) -> MonthClosing | None:
    """Lock a month's row, if there is one. Raises ValueError when the month is closed."""
    row = _locked(association, month)
    if row and row.closed_at:
        msg = f"{capital(month.word)} {month.year} är stängd. Öppna månaden igen för att ändra i den."
        raise ValueError(msg)
    return row


def _row(association: Association, month: Month) -> MonthClosing:
    row, _ = MonthClosing.objects.get_or_create(association=association, year=month.year, month=month.month)
    return row
