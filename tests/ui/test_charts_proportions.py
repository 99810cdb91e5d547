"""What charts measure: thickness and length are amounts, sums meet, and words keep apart."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam.ui import charts
from finsam.ui.charts import NARROW, PRINT, SCREEN, Caption, Part, Theme
from finsam.ui.charts.flows import LEADING, band
from finsam.ui.charts.lettering import spread, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("prov", "Prov", "Prov")


def marks(drawn: str, name: str, role: str) -> list[ET.Element]:
    root = ET.fromstring(drawn)
    return [node for node in root.iter(f"{SVG}{name}") if role in (node.get("class") or "").split()]


def height_of(path: str) -> tuple[float, float]:
    """Return a band's height at its two ends."""
    n = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    (top_left, top_right), (low_right, low_left) = (n[1], n[7]), (n[9], n[15])
    return low_left - top_left, low_right - top_right


def test_bands_are_as_thick_as_their_amounts() -> None:
    left, right = (600, 300, 100), (250, 750)
    sides = [charts.Side(tuple(Part(f"del {value}", value) for value in side)) for side in (left, right)]
    drawn = charts.stream(sides[0], charts.Hub("1 000"), sides[1], CAPTION)
    heights = [height_of(path.get("d", "")) for path in marks(drawn, "path", "flow")]
    unit = heights[0][0] / 600
    for (start, end), value in zip(heights, left + right, strict=True):
        assert start == pytest.approx(value * unit, abs=0.03)
        assert end == pytest.approx(value * unit, abs=0.03)
    hub = marks(drawn, "rect", "hub")[0]
    assert float(hub.get("height", "")) == pytest.approx(1000 * unit, abs=0.05)


def test_a_band_too_thin_to_see_keeps_a_hairline() -> None:
    assert height_of(band((0, 0), (10, 5), 0.01)) == pytest.approx((0.7, 0.7))


def test_bars_are_as_long_as_their_values_and_the_plan_is_on_the_same_scale() -> None:
    drawn = charts.bars((charts.Bar("a", 50, plan=100), charts.Bar("b", 200), charts.Bar("c", 0)), CAPTION)
    lengths = [float(bar.get("width", "")) for bar in marks(drawn, "rect", "river")]
    assert lengths == pytest.approx([lengths[1] / 4, lengths[1]], abs=0.02)
    start = float(marks(drawn, "rect", "river")[0].get("x", ""))
    assert float(marks(drawn, "line", "tick")[0].get("x1", "")) - start == pytest.approx(lengths[1] / 2, abs=0.02)


def test_only_print_turns_a_bar_below_plan_amber() -> None:
    below = (charts.Bar("a", 11, plan=15), charts.Bar("b", 20, plan=15))
    assert charts.bars(below, CAPTION, theme=PRINT).count("#D08A1D") == 1
    assert "amber" not in charts.bars(below, CAPTION)


def test_absolute_rows_share_one_scale() -> None:
    rows = [charts.Stack(str(n), (Part("Kvinnor", n), Part("Män", n))) for n in (10, 40)]
    drawn = charts.shares(rows, CAPTION, absolute=True)
    small, large = (
        float(area.get("width", "")) + 1.2 for area in marks(drawn, "rect", "s1") if area.get("height") != "11.7"
    )
    assert small == pytest.approx(large / 4, abs=0.02)


def test_the_years_of_a_balance_share_one_scale() -> None:
    days = [charts.BalanceDay(str(n), (Part("Kassa", n),), (Part("Eget kapital", n),)) for n in (100, 200)]
    widths = [float(area.get("width", "")) + 1.2 for area in marks(charts.balance(days, CAPTION), "rect", "s1")]
    assert widths[0] == pytest.approx(widths[1] / 2, abs=0.02)


def test_a_rounded_krona_does_not_unbalance_a_balance() -> None:
    day = charts.BalanceDay("2019", (Part("Kassa", 2_669_645),), (Part("Eget kapital", 2_669_646),))
    assert charts.balance((day,), CAPTION)


def test_bullets_share_the_scale_of_their_own_budget() -> None:
    rows = (charts.Bullet("stor", 1000, 500), charts.Bullet("liten", 10, 12), charts.Bullet("utan", 0, 3))
    first, second, third = charts.bullets(rows, "b")
    frames = [float(marks(one, "rect", "track")[0].get("width", "")) for one in (first, second)]
    assert frames[0] == frames[1]
    assert float(marks(second, "rect", "river")[0].get("width", "")) == pytest.approx(frames[1] * 1.2, abs=0.02)
    assert not marks(third, "rect", "track")


def test_bullets_in_kronor_share_the_scale_of_the_table() -> None:
    first, second = charts.bullets((charts.Bullet("a", 1000, 500), charts.Bullet("b", 100, 50)), "b", kronor=True)
    frames = [float(marks(one, "rect", "track")[0].get("width", "")) for one in (first, second)]
    assert frames[1] == pytest.approx(frames[0] / 10, abs=0.02)


def test_deviations_share_a_zero_line_and_stand_on_either_side_of_it() -> None:
    drawn = charts.deviations((charts.Deviation("a", 200), charts.Deviation("b", -100), charts.Deviation("c", 0)), "d")
    zeros = {marks(one, "line", "zero")[0].get("x1") for one in drawn}
    assert len(zeros) == 1
    better, worse = marks(drawn[0], "rect", "better")[0], marks(drawn[1], "rect", "worse")[0]
    assert float(better.get("width", "")) == pytest.approx(2 * float(worse.get("width", "")), abs=0.02)
    assert better.get("x") == zeros.pop()
    assert "avvikelse \N{MINUS SIGN}100" in drawn[1]


def test_lines_show_what_they_are() -> None:
    kinds = (charts.Kind.OUTCOME, charts.Kind.FORECAST, charts.Kind.BUDGET)
    drawn = charts.lines(("a", "b"), [charts.Series(k.value, (1, 2), k) for k in kinds], CAPTION)
    assert [len(marks(drawn, "path", kind.value)) for kind in kinds] == [1, 1, 1]
    assert (
        charts.lines(("a", "b"), [charts.Series("x", (1, 2), charts.Kind.BUDGET)], CAPTION, theme=PRINT).count(
            "dasharray"
        )
        == 1
    )


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=14))
def test_lines_stay_inside_their_picture(values: list[int]) -> None:
    drawn = charts.lines([str(i) for i in range(len(values))], [charts.Series("x", tuple(values))], CAPTION)
    height = float(ET.fromstring(drawn).get("viewBox", "").split()[3])
    dot = marks(drawn, "circle", "dot")[0]
    assert 0 <= float(dot.get("cy", "")) <= height
    assert len(marks(drawn, "line", "hair")) + len(marks(drawn, "line", "zero")) <= 5


def test_streams_on_the_cover_are_as_wide_as_the_contributions() -> None:
    drawn = charts.cover([charts.Contribution("a", 300), charts.Contribution("b", 100, outside=True)], CAPTION)
    paths = re.findall(r'<path d="(M [^"]+)" fill="#', drawn)
    widths = []
    for path in paths:
        right, left = path.split(" L ")
        first = [float(n) for n in right.split()[1:3]]
        last = [float(n) for n in left.split()[-3:-1]]
        widths.append(((first[0] - last[0]) ** 2 + (first[1] - last[1]) ** 2) ** 0.5)
    assert widths[1] == pytest.approx(3 * widths[0], rel=0.01)


def test_the_cover_has_a_dark_and_a_paper_version() -> None:
    one = [charts.Contribution("a", 1)]
    assert "#0B3A43" in charts.cover(one, CAPTION)
    assert "#FAF6EE" in charts.cover(one, CAPTION, dark=False)


AMOUNTS = st.lists(st.integers(0, 10_000_000), min_size=1, max_size=12).filter(any)
NAMES = st.sampled_from(["Kumla", "Region Örebro län", "Arbetsmarknads- och vuxenutbildningsförvaltningen", "Växa"])


@given(AMOUNTS, st.lists(NAMES, min_size=12, max_size=12), st.sampled_from([SCREEN, NARROW, PRINT, PRINT.sized(334)]))
def test_stream_labels_never_overlap(amounts: list[int], names: list[str], theme: Theme) -> None:
    left = charts.Side(tuple(Part(name, amount) for name, amount in zip(names, amounts, strict=False)))
    drawn = charts.stream(left, charts.Hub("allt"), charts.Side((Part("Allt", sum(amounts)),)), CAPTION, theme=theme)
    lines: dict[str, list[float]] = {}
    for text in ET.fromstring(drawn).iter(f"{SVG}text"):
        if text.text not in ("allt", "Allt"):
            lines.setdefault(f"{text.get('x')} {text.get('text-anchor')}", []).append(float(text.get("y", "")))
    for column in lines.values():
        assert all(b - a >= theme.em * min(LEADING, 1.2) - 0.02 for a, b in pairwise(sorted(column)))


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(1, 8))
def test_spread_keeps_distance_order_and_limits(wanted: list[float], size: float) -> None:
    placed = spread(wanted, [size] * len(wanted), 0, 100)
    for a, b in pairwise(sorted(placed)):
        assert b - a >= size - 1e-6
    assert all(size / 2 - 1e-6 <= y <= 100 - size / 2 + 1e-6 for y in placed)
    assert sorted(placed) == [placed[i] for i in sorted(range(len(wanted)), key=lambda i: (wanted[i], i))]


def test_spread_leaves_alone_what_is_far_apart() -> None:
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == pytest.approx([10, 50, 90])


@given(st.text("abcåäö ", min_size=1, max_size=60), st.floats(30, 200))
def test_wrapped_labels_fit_their_room_in_two_lines(label: str, room: float) -> None:
    lines = wrap(label, 10, room)
    assert len(lines) <= 2
    assert all(text_width(line, 10) <= room for line in lines)
