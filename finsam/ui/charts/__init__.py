"""Charts as SVG strings: pure functions of plain values, for screen, narrow screen and print."""

from collections.abc import Callable

from finsam.ui.charts.balance import BalanceDay, balance
from finsam.ui.charts.bars import Bar, bars
from finsam.ui.charts.bullets import Bullet, Deviation, bullets, deviations
from finsam.ui.charts.course import Course, Ground, Limit, Point, course
from finsam.ui.charts.cover import Contribution, cover
from finsam.ui.charts.drop import Judgement, drop, goal
from finsam.ui.charts.gauge import Gauge, gauge
from finsam.ui.charts.krona import Followed, Lock, krona
from finsam.ui.charts.line import Kind, Series, lines
from finsam.ui.charts.marks import Matter, mark
from finsam.ui.charts.river import Bend, BendKind, river
from finsam.ui.charts.share import share
from finsam.ui.charts.shares import Stack, shares
from finsam.ui.charts.spans import Span, spans
from finsam.ui.charts.stages import Band, Stage, Stop, stages
from finsam.ui.charts.stream import Hub, Side, stream
from finsam.ui.charts.svg import Caption
from finsam.ui.charts.theme import NARROW, PRINT, SCREEN, Theme, Tone
from finsam.ui.charts.values import Part, Value
from finsam.ui.charts.wheel import wheel
from finsam.ui.charts.year import Happening, Period, Year

__all__ = [
    "NARROW", "PRINT", "SCREEN", "BalanceDay", "Band", "Bar", "Bend", "BendKind", "Bullet", "Caption", "Contribution",
    "Course", "Deviation", "Followed", "Gauge", "Ground", "Happening", "Hub", "Judgement", "Kind", "Limit", "Lock",
    "Matter", "Part", "Period", "Point", "Series", "Side", "Span", "Stack", "Stage", "Stop", "Theme", "Tone", "Value",
    "Year", "balance", "bars", "both", "bullets", "course", "cover", "deviations", "drop", "gauge", "goal", "krona",
    "lines", "mark", "river", "share", "shares", "spans", "stages", "stream", "wheel",
]  # fmt: skip


def both(draw: Callable[[Theme], str]) -> str:
    """Return a chart for wide and for narrow places; charts.css shows one and hides the other from everyone."""
    wide, narrow = draw(SCREEN), draw(NARROW)
    size = wide.partition(" size-")[2][:1]
    return (
        f'<div class="chart-place fits-{size}"><div class="chart-wide">{wide}</div>'
        f'<div class="chart-narrow">{narrow}</div></div>'
    )
