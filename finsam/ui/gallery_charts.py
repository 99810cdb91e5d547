"""The gallery's charts: one of each kind, of made-up values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from finsam.ui.charts import (
    BalanceDay,
    Band,
    Bar,
    Bullet,
    Caption,
    Course,
    Deviation,
    Followed,
    Gauge,
    Ground,
    Happening,
    Hub,
    Kind,
    Limit,
    Lock,
    Matter,
    Part,
    Period,
    Point,
    Series,
    Side,
    Span,
    Stack,
    Stage,
    Stop,
    Theme,
    Year,
    balance,
    bars,
    both,
    bullets,
    course,
    deviations,
    gauge,
    krona,
    lines,
    share,
    shares,
    spans,
    stages,
    stream,
    wheel,
)


@dataclass(frozen=True)
class GalleryChart:
    """A kind of chart, and how it looks."""

    title: str
    svg: SafeString


def _caption(key: str, title: str) -> Caption:
    return Caption(f"galleri-{key}", title, "Påhittade värden.")


def charts_of_gallery() -> list[GalleryChart]:
    """Draw one chart of each kind."""
    drawn = {**_simple(), **_flows(), **_of_time()}
    return [GalleryChart(title, mark_safe(svg)) for title, svg in drawn.items()]  # noqa: S308  drawn by us


def _simple() -> dict[str, str]:
    rows = [Bar("Coachning", 120, plan=100, beside="av 100"), Bar("Mottagning", 85, plan=100, beside="av 100")]
    parts = (Part("Individer", 743, "74,3 %"), Part("Strukturer", 23, "2,3 %"), Part("Kansli", 234, "23,4 %"))
    stacks = [
        Stack(name, (Part("Kvinnor", women), Part("Män", men)))
        for name, women, men in (("Coachning", 80, 40), ("Mottagning", 70, 55))
    ]
    day = BalanceDay(
        "31 december",
        (Part("Kassa", 1800), Part("Fordringar", 860)),
        (Part("Eget kapital", 1120), Part("Skulder", 1540)),
    )
    budget = bullets([Bullet("Coachning", 100, 72, so_far=80, forecast=95)], "galleri-bullet")
    deviation = deviations([Deviation("Coachning", 28), Deviation("Kurser", -12)], "galleri-avvikelse")
    reached = Gauge(120, "120", plan=100, plan_written="mål 100")
    spent = Gauge(183, "1,83 mkr", frame=318, frame_written="3,18 mkr", left="1 348 133 kr kvar")
    over = Gauge(183, "1,83 mkr", frame=150, frame_written="1,50 mkr", left="0,33 mkr över")
    unsure = spans([Span("8 av 12, 67 %", 0.67, 0.39, 0.86), Span("alla 58 %", 0.58)], "galleri-spann", beside=0.58)
    return {
        "Ett värde mot sitt mål": both(lambda theme: gauge(reached, _caption("mal", "Mål"), theme=theme)),
        "Ett värde i sin ram": both(lambda theme: gauge(spent, _caption("ram", "Ram"), theme=theme)),
        "Ett värde över sin ram": both(lambda theme: gauge(over, _caption("over", "Över"), theme=theme)),
        "Andel med gränser": "".join(unsure),
        "Staplar mot plan": both(lambda theme: bars(rows, _caption("staplar", "Staplar"), theme=theme)),
        "Andelar av en helhet": both(lambda theme: share(parts, _caption("andel", "Andelar"), theme=theme)),
        "Andelar rad för rad": both(lambda theme: shares(stacks, _caption("andelar", "Andelar"), theme=theme)),
        "Balansräkningen": both(lambda theme: balance([day], _caption("balans", "Balans"), theme=theme)),
        "Utfall, prognos och budget i en rad": "".join(budget),
        "Avvikelse": "".join(deviation),
    }


def _flows() -> dict[str, str]:
    left = Side((Part("Staten", 50), Part("Regionen", 25), Part("Kommunerna", 25)), "Varifrån")
    right = Side((Part("Insatser", 75), Part("Kansli", 20), Part("Över", 5, tone="amber")), "Till vad")
    columns = [
        Stage("Från", (Stop("r", "Regionen"), Stop("k", "Kommunerna"))),
        Stage("Insats", (Stop("c", "Coachning"),)),
        Stage("Till", (Stop("s", "Steg framåt"), Stop("a", "Annat"))),
    ]
    bands = [Band("r", "c", 40), Band("k", "c", 40), Band("c", "s", 48), Band("c", "a", 32)]
    return {
        "Ström": both(
            lambda theme: stream(left, Hub("100", "Förbundet"), right, _caption("strom", "Ström"), theme=theme)
        ),
        "Följ kronan": both(lambda theme: _followed(left, theme)),
        "Vägar": both(lambda theme: stages(columns, bands, _caption("vagar", "Vägar"), theme=theme)),
    }


def _followed(left: Side, theme: Theme) -> str:
    """One path on through the lock, with a part that nobody has asked for."""
    uses = (Part("Coachning", 60), Part("Kansli", 35), Part("Över", 5))
    people = Side(
        (Part("Steg framåt", 22), Part("Utan mätt steg", 16), Part("Fortsätter", 12)), "Utfall", "50 deltagare"
    )
    behind = (Part("Rekvirerat", 45), Part("Bokfört utan rekvisition", 15))
    lock = Lock("1,2 kr per deltagare", "60 ÷ 50", "#slussen")
    followed = Followed(behind, "Avtal, utbetalning", "fyra rekvisitioner", lock, people, 50)
    return krona(
        left, Hub("100", "Förbundet"), Side(uses, "Till vad"), followed, _caption("krona", "Krona"), theme=theme
    )


def _money() -> tuple[Ground, list[Course]]:
    """Outcome to a point, forecast over the limit, budget on the way."""
    names = ((1, "jan"), (4, "apr"), (7, "jul"), (10, "okt"))
    limits = (Limit((Point(0, 80),), "tak 80"), Limit((Point(0, 20),), "golv 20", over=False))
    return Ground(names, 0, 12, limits), [
        Course((Point(0, 40), Point(12, 60)), Kind.BUDGET, words="budget 60", side="below"),
        Course((Point(6, 70), Point(11, 95)), Kind.FORECAST, mark="drop", words="95 prognos", side="left", warns=True),
        Course((Point(0, 40), Point(3, 45), Point(6, 70)), mark="dot", words="70", side="above"),
    ]


def _of_time() -> dict[str, str]:
    months: Sequence[str] = ("jan", "apr", "jul", "okt", "dec")
    series = [
        Series("utfall", (0, 28, 60, 96, None)),
        Series("prognos", (None, None, None, 96, 118), kind=Kind.FORECAST),
        Series("budget", (0, 30, 60, 90, 120), kind=Kind.BUDGET),
    ]
    year = Year(
        2025,
        (
            Happening(1, date(2025, 3, 28), Matter.BOARD, "Styrelse", "28 mars"),
            Happening(2, date(2025, 8, 29), Matter.PREPARATION, "Beredning", "29 augusti"),
            Happening(3, date(2025, 11, 30), Matter.LAW, "Budget fastställd", "30 november"),
        ),
        (Period("samråd", date(2025, 9, 1), date(2025, 10, 15), Matter.LAW),),
        today=date(2025, 11, 13),
        over="torsdag",
        centre="13 nov",
        under="48 dagar kvar",
    )
    return {
        "Linjer": both(lambda theme: lines(months, series, _caption("linjer", "Linjer"), theme=theme)),
        "Förlopp": both(lambda theme: course(*_money(), _caption("forlopp", "Förlopp"), theme=theme)),
        "Årshjul": both(lambda theme: wheel(year, _caption("hjul", "Årshjul"), theme=theme)),
    }
