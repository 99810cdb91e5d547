"""One line of the follow-up opened: its accounts, its forecasts, and the form of whoever keeps the money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from finsam.figures.book import Book
from finsam.kernel.swedish import MONTHS, NOTHING, SPACE, amount, capital
from finsam.money.facts import budget_lines
from finsam.money.forecast_facts import choices, every_forecast
from finsam.money.forms.follow_up import LineForm, written
from finsam.money.models import Forecast, ForecastMethod
from finsam.money.queries.follow_up_table import Asked, accounts_of, ore_of
from finsam.money.rules.months import Month
from finsam.ui.parts import Fact
from finsam.ui.tables import ShownCell


@dataclass(frozen=True)
class OpenedLine:
    """A line opened under its row."""

    line: int
    label: str
    how: str
    accounts: Sequence[tuple[str, ShownCell]]
    history: Sequence[Fact]
    form: LineForm | None
    save_url: str
    close_url: str


def opened_line(
    book: Book, month: Month, asked: Asked, comments: Mapping[int, str], *, form: LineForm | None, keeps: bool, url: str
) -> OpenedLine | None:
    """Return the line asked for; None when there is no such line."""
    found = next(((k, line) for k, line in book.scope.once(budget_lines).items() if line.pk == asked.line), None)
    if not found:
        return None
    key, line = found
    held = choices(book.scope).get(line.pk)
    came_back = form is not None
    if keeps and not came_back:
        form = LineForm(initial=written(comments.get(line.pk, ""), held), offered=offered(book, key))
    rows = {row.key: row for row in book.table("money.forecasts").rows}
    return OpenedLine(
        line=line.pk,
        label=line.label,
        how=rows[key].remark if key in rows else "",
        accounts=accounts_of(book, key),
        history=[
            _told(row) for row in book.scope.once(every_forecast) if row.line_id == line.pk and _is_in(row, month)
        ],
        form=form if keeps or came_back else None,
        save_url=reverse("money-line", args=[book.association.slug, month.name, line.pk]),
        close_url=f"{url}{asked.query(rad='')}#rad-{line.pk}",
    )


def offered(book: Book, key: str) -> list[tuple[str, str]]:
    """Return the methods to choose between, each with what it would give."""
    table = book.table("money.forecast_methods")
    words = []
    for method in ForecastMethod:
        cell = table.cells.get((key, method.value))
        told = f": {amount(ore_of(cell))}{SPACE}kr" if cell and cell.value is not None else ""
        absent = ", går inte än" if cell and cell.value is None else ""
        words.append((method.value, f"{method.label}{told}{absent}"))
    return words


def _is_in(row: Forecast, month: Month) -> bool:
    return row.year == month.year and row.month <= month.month


def _told(row: Forecast) -> Fact:
    told = f" {amount(row.amount_ore)}{SPACE}kr" if row.amount_ore is not None else ""
    who = row.made_by.name if row.made_by else NOTHING
    reason = f" {row.reason}" if row.reason else ""
    when = timezone.localdate(row.made_at)
    return Fact(capital(MONTHS[row.month - 1]), f"{row.get_method_display()}{told}.{reason} {who}, {when}")
