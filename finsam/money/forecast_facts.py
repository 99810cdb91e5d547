"""The rows of chosen forecasts, so that a foretold year opens to who chose how, when and why (R7)."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from finsam.core.rules.permissions import Permission
from finsam.figures.registry import FactColumn, Facts, Scope, facts
from finsam.figures.rules.cubes import Cube, FactRow
from finsam.figures.rules.tables import Category
from finsam.figures.rules.units import KRONOR
from finsam.kernel.swedish import MONTHS
from finsam.money.facts import budget_lines
from finsam.money.models import Forecast, ForecastMethod
from finsam.money.rules.months import Month


def every_forecast(scope: Scope) -> list[Forecast]:
    """Return every forecast ever chosen, those that hold longest last, in one query."""
    rows = Forecast.objects.filter(association=scope.association).select_related("made_by")
    return list(rows.order_by("year", "month", "pk"))


def choices(scope: Scope) -> Mapping[int, Forecast]:
    """Return, by line, the forecast that counts in the period's last month: the newest of the latest month."""
    month = Month.ending(scope.period)
    held = [f for f in scope.once(every_forecast) if f.year == month.year and f.month <= month.month]
    return {forecast.line_id: forecast for forecast in held}


def _rows(scope: Scope) -> Sequence[FactRow]:
    month, counting = Month.ending(scope.period), {row.pk for row in choices(scope).values()}
    keys = {line.pk: key for key, line in scope.once(budget_lines).items()}
    return [
        {
            "budget_line": keys[row.line_id],
            "method": row.method,
            "method_label": ForecastMethod(row.method).label,
            "month": MONTHS[row.month - 1],
            "made_by": row.made_by.name if row.made_by else "",
            "made_on": timezone.localdate(row.made_at),
            "said": row.reason,
            "counts": "yes" if row.pk in counting else "no",
            "counts_label": "gäller" if row.pk in counting else "ersatt",
            "amount": row.amount_ore or 0,
        }
        for row in scope.once(every_forecast)
        if row.year == month.year and row.month <= month.month
    ]


def _cube(scope: Scope) -> Cube:
    lines = [Category(key, line.label) for key, line in scope.once(budget_lines).items()]
    methods = [Category(method.value, method.label) for method in ForecastMethod]
    return Cube(FORECASTS.name, scope.period.name, _rows(scope), {"budget_line": lines, "method": methods})


FORECASTS = facts(
    Facts(
        name="forecasts",
        title="Valda prognoser",
        read=_cube,
        rows=_rows,
        columns=[
            FactColumn("budget_line", "Rad"),
            FactColumn("month", "I uppföljningen av"),
            FactColumn("method_label", "Metod"),
            FactColumn("amount", "Belopp för hand", KRONOR),
            FactColumn("said", "Skäl"),
            FactColumn("made_by", "Vald av"),
            FactColumn("made_on", "Datum", is_date=True),
            FactColumn("counts_label", "Läge"),
        ],
        permission=Permission.SEE_ASSOCIATION,
        measures={"amount": KRONOR},
        years=lambda _: [],
        planned=True,
    )
)
