"""Every chart on every surface: well-formed, named, escaped, free of inline style, the same bytes twice."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from finsam.ui import charts
from finsam.ui.charts import NARROW, PRINT, SCREEN, Caption, Part, Theme

CSS = (Path(charts.__file__).parent.parent / "static/ui/charts.css").read_text(encoding="utf-8")
CAPTION = Caption("prov", "Rubrik & <mer>", "Beskrivning med <tecken>")
ODD = "Råd & <stöd>"

BARS = (
    charts.Bar("Mottagningsteam", 125, plan=100, beside="av 100", href="/insatser/1"),
    charts.Bar("Växa, coachning", 11, plan=15, beside="av 15"),
    charts.Bar(ODD, 0),
)
CONTRIBUTIONS = (
    ("Staten", 2_633_000), ("Region Örebro län", 1_316_500), ("Kumla", 522_039), ("Hallsberg", 384_223),
    ("Askersund", 273_459), ("Laxå", 136_778), ("Tillväxtverket", 783_408),
)  # fmt: skip
USES = (
    ("Mottagningsteam", 1_051_782), ("Coachingteam", 1_827_867), ("Växa", 1_372_605), ("Struktur", 131_638),
    ("Styrelse", 397_389), ("Kansli", 943_474), ("Finansnetto", 1_171), ("Överskott", 323_481),
)  # fmt: skip
LEFT = charts.Side(tuple(Part(name, value, href="/bidrag") for name, value in CONTRIBUTIONS), "Bidrag", "beslut")
RIGHT = charts.Side(tuple(Part(name, value) for name, value in USES), "Användning")
HUB = charts.Hub("6 049 407", "kronor till förbundet", title="Budget")
PARTS = (Part("Individinriktade", 743, "74,3 %"), Part(ODD, 23, "2,3 %"), Part("Kansli", 234, "23,4 %"))
STACKS = (
    charts.Stack("Mottagningsteam", (Part("Kvinnor", 70), Part("Män", 55))),
    charts.Stack("Växa", (Part("Kvinnor", 4), Part("Män", 7))),
)
COLUMNS = (
    charts.Stage("Hänvisad av", (charts.Stop("r", "Regionen"), charts.Stop("f", ODD))),
    charts.Stage("Team", (charts.Stop("m", "Mottagningsteamet"),)),
    charts.Stage("Läge", (charts.Stop("s", "Steg framåt", "personer", href="/x"), charts.Stop("k", "Kvar"))),
)
BANDS = (charts.Band("r", "m", 60), charts.Band("f", "m", 40), charts.Band("m", "s", 75), charts.Band("m", "k", 25))
DAYS = (
    charts.BalanceDay("2019", (Part("Kassa", 180), Part("Fordringar", 86)), (Part("Eget", 112), Part("Skulder", 154))),
    charts.BalanceDay("2018", (Part("Kassa", 90), Part("Fordringar", 10)), (Part("Eget", 1), Part(ODD, 99))),
)
LINES = (
    charts.Series("utfall", (0, 100, 203, None), text="203"),
    charts.Series("prognos", (None, None, 203, 267), charts.Kind.FORECAST),
    charts.Series("budget", (75, 150, 225, 300), charts.Kind.BUDGET, tone="s3"),
)
YEAR = charts.Year(
    2025,
    (
        charts.Happening(1, date(2025, 2, 7), charts.Matter.PREPARATION, "Beredningsgrupp", "7 februari", "/m/1"),
        charts.Happening(2, date(2025, 11, 21), charts.Matter.BOARD, ODD, "21 november"),
        charts.Happening(3, date(2025, 11, 30), charts.Matter.LAW, "Budget fastställd", "30 november"),
        charts.Happening(4, date(2025, 12, 12), charts.Matter.INTERVENTIONS, "Enkäten", "12 december"),
    ),
    (charts.Period("samråd", date(2025, 9, 26), date(2025, 10, 31), charts.Matter.LAW),),
    date(2025, 11, 13), "torsdag", "13 nov", "48 dagar kvar",
)  # fmt: skip

GROUND = charts.Ground(
    ((0, "2024"), (1, "2025"), (2, ODD)), 0, 2,
    (charts.Limit((charts.Point(0, 720),), "tak 720"), charts.Limit((charts.Point(0, 200),), "golv 200", over=False)),
)  # fmt: skip
COURSES = (
    charts.Course((charts.Point(0, 510), charts.Point(2, 517)), charts.Kind.BUDGET, words="budget 517"),
    charts.Course(
        (charts.Point(0, 510), charts.Point(1, 743)), charts.Kind.FORECAST, mark="drop", words="743 prognos",
        under="över taket", warns=True,
    ),
    charts.Course((charts.Point(0, 510),), water=True, mark="dot", words="510", side="below"),
)  # fmt: skip

DRAWN: dict[str, Callable[[Theme], str]] = {
    "bars": lambda t: charts.bars(BARS, CAPTION, theme=t),
    "share": lambda t: charts.share(PARTS, CAPTION, theme=t),
    "shares": lambda t: charts.shares(STACKS, CAPTION, theme=t),
    "absolute": lambda t: charts.shares(STACKS, CAPTION, absolute=True, theme=t),
    "stream": lambda t: charts.stream(LEFT, HUB, RIGHT, CAPTION, theme=t),
    "stages": lambda t: charts.stages(COLUMNS, BANDS, CAPTION, theme=t),
    "balance": lambda t: charts.balance(DAYS, CAPTION, theme=t),
    "lines": lambda t: charts.lines(("2016", "2017", "2018", "2019"), LINES, CAPTION, theme=t),
    "course": lambda t: charts.course(GROUND, COURSES, CAPTION, theme=t),
    "wheel": lambda t: charts.wheel(YEAR, CAPTION, theme=t),
    "bullet": lambda t: charts.bullets((charts.Bullet("Rad", 100, 75, 83, 100),), "b", theme=t)[0],
    "deviation": lambda t: charts.deviations((charts.Deviation("Rad", -5),), "d", theme=t)[0],
    "goal": lambda t: charts.goal(charts.Judgement.PARTLY, Caption("g", "Delvis"), theme=t),
    "mark": lambda t: charts.mark(charts.Matter.LAW, "7", theme=t),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", DRAWN)
def test_is_well_formed_and_the_same_twice(kind: str, theme: Theme) -> None:
    drawn = DRAWN[kind](theme)
    assert drawn == DRAWN[kind](theme)
    root = ET.fromstring(drawn)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert "style=" not in drawn
    assert "<style" not in drawn


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", ["bars", "share", "shares", "stream", "stages", "balance", "lines", "course", "wheel"])
def test_has_a_name_a_description_and_a_role(kind: str, theme: Theme) -> None:
    root = ET.fromstring(DRAWN[kind](theme))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == (CAPTION.title, CAPTION.description)
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("role") == ("group" if root.findall(f".//{SVG}a") else "img")


@pytest.mark.parametrize("kind", DRAWN)
def test_screen_paints_with_classes_that_the_sheet_defines(kind: str) -> None:
    for theme in (SCREEN, NARROW):
        drawn = DRAWN[kind](theme)
        assert not re.search(r' (fill|stroke|font-\w+|opacity)="', drawn)
        used = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}
        assert {name for name in used if not re.search(rf"\.{name}\b", CSS)} == set()


@pytest.mark.parametrize("kind", DRAWN)
def test_print_paints_with_attributes_only_and_has_no_links(kind: str) -> None:
    drawn = DRAWN[kind](PRINT)
    assert "class=" not in drawn
    assert "var(" not in drawn
    assert "<a " not in drawn
    assert all('font-family="Libertinus Serif"' in text for text in re.findall(r"<text[^>]*>", drawn))


def test_sheet_and_theme_agree_on_type() -> None:
    assert f"font-size: calc({SCREEN.sizes['label']:.0f}px * var(--grow, 1))" in CSS
    assert f".chart .small {{ font-size: calc({SCREEN.sizes['small']:.0f}px" in CSS
    assert f".small, .number, .month-word, .month-now) {{ font-size: {NARROW.sizes['small']:.0f}px" in CSS


@pytest.mark.parametrize("theme", [SCREEN, NARROW], ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", ["bars", "stream", "stages", "wheel"])
def test_marks_with_an_address_are_links_with_a_name(kind: str, theme: Theme) -> None:
    links = ET.fromstring(DRAWN[kind](theme)).findall(f".//{SVG}a")
    assert links
    assert all(link.get("href", "").startswith("/") and link.get("aria-label") for link in links)


def test_both_gives_the_two_their_own_ids() -> None:
    page = ET.fromstring(charts.both(DRAWN["stream"]))
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) == 4
    assert page.get("class") == "chart-place fits-l"


def words(drawn: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(drawn).iter(f"{SVG}text")]


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT], ids=lambda theme: theme.name)
def test_every_label_and_value_of_the_stream_is_written(theme: Theme) -> None:
    written = words(DRAWN["stream"](theme))
    assert {name for name, _ in (*CONTRIBUTIONS, *USES)} <= set(written)
    digits = {re.sub(r"\D", "", text) for text in written}
    assert {str(value) for _, value in (*CONTRIBUTIONS, *USES)} <= digits


def test_words_are_escaped() -> None:
    assert "Råd &amp; &lt;stöd&gt;" in DRAWN["bars"](SCREEN)
    assert '"&quot;x' in charts.bars((charts.Bar("a", 1, href='"x'),), CAPTION)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (323_481, "323\N{NARROW NO-BREAK SPACE}481"),
        (Decimal("2.56"), "2,56"),
        (Fraction(45, 189), "24\N{NO-BREAK SPACE}%"),
    ],
)
def test_values_without_text_are_written_in_swedish(value: charts.Value, written: str) -> None:
    assert Part("Del", value).written == written


NOTHING: dict[str, Callable[[], object]] = {
    "no bars": lambda: charts.bars((), CAPTION),
    "only zeros": lambda: charts.bars((charts.Bar("a", 0),), CAPTION),
    "negative bar": lambda: charts.bars((charts.Bar("a", -1),), CAPTION),
    "no parts": lambda: charts.share((), CAPTION),
    "nothing to share": lambda: charts.share((Part("a", 0),), CAPTION),
    "no rows": lambda: charts.shares((), CAPTION),
    "other parts": lambda: charts.shares((*STACKS, charts.Stack("x", (Part("Barn", 1),))), CAPTION),
    "sums differ": lambda: charts.stream(LEFT, HUB, charts.Side((Part("Allt", 6_049_406),)), CAPTION),
    "one-sided": lambda: charts.stream(LEFT, HUB, charts.Side(()), CAPTION),
    "leak": lambda: charts.stages(COLUMNS, BANDS[:-1], CAPTION),
    "nowhere": lambda: charts.stages(COLUMNS, (*BANDS, charts.Band("r", "s", 1)), CAPTION),
    "unbalanced": lambda: charts.balance((charts.BalanceDay("x", (Part("a", 10),), (Part("b", 9),)),), CAPTION),
    "no days": lambda: charts.balance((), CAPTION),
    "no lines": lambda: charts.lines((), (), CAPTION),
    "empty line": lambda: charts.lines(("a",), (charts.Series("x", (None,)),), CAPTION),
    "short line": lambda: charts.lines(("a", "b"), (charts.Series("x", (1,)),), CAPTION),
    "no course": lambda: charts.course(GROUND, (), CAPTION),
    "course of nothing": lambda: charts.course(GROUND, (charts.Course(()),), CAPTION),
    "axis of no length": lambda: charts.course(charts.Ground((), 1, 1), COURSES, CAPTION),
    "empty year": lambda: charts.wheel(charts.Year(2025, ()), CAPTION),
    "other year": lambda: charts.wheel(charts.Year(2024, YEAR.happenings), CAPTION),
    "no contributions": lambda: charts.cover((), CAPTION),
    "no bullets": lambda: charts.bullets((), "b"),
    "no deviations": lambda: charts.deviations((), "d"),
}


@pytest.mark.parametrize("case", NOTHING)
def test_refuses_nonsense_in_swedish(case: str) -> None:
    with pytest.raises(ValueError, match=r"(saknar|inte|måste|går|behöver|annat)"):
        NOTHING[case]()


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT], ids=lambda theme: theme.name)
def test_words_of_a_course_do_not_lie_on_one_another(theme: Theme) -> None:
    close = [charts.Course((charts.Point(0, 510), charts.Point(2, 517 + i)), words=f"rad {i}") for i in range(3)]
    root = ET.fromstring(charts.course(GROUND, close, CAPTION, theme=theme))
    said = [node for node in root.iter(f"{SVG}text") if (node.text or "").startswith("rad")]
    boxes = []
    for node in said:
        x, y, wide = float(node.get("x", 0)), float(node.get("y", 0)), theme.em * 2
        left = x - wide if node.get("text-anchor") == "end" else x
        boxes.append((left, y - theme.em, left + wide, y))
    assert len(boxes) == 3
    assert not [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
