"""The river of six weeks: every bend once, words that never meet, nothing outside the weeks."""

import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from finsam.ui.charts import NARROW, PRINT, SCREEN, Bend, Caption, Theme, river

TODAY = date(2025, 11, 13)
CAPTION = Caption("floden", "Sex veckor & mer", "21 nov: Styrelse")
ALL = (SCREEN, NARROW, PRINT)
BENDS = (
    Bend(TODAY, "I dag", "Kallelse och attest", "today"),
    Bend(date(2025, 11, 21), "21 nov", "Styrelse, <SOFINT>", "sure", "/m/1"),
    Bend(date(2025, 11, 27), "27 nov", "Beredning", "open"),
    Bend(date(2025, 11, 30), "30 nov", "Budget 2026 fastställd (lag)", "law"),
)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_it_is_well_formed_named_and_the_same_each_time(theme: Theme) -> None:
    drawn = river(TODAY, BENDS, CAPTION, theme=theme)
    root = ET.fromstring(drawn)
    assert root[0].text == "Sex veckor & mer"
    assert drawn == river(TODAY, BENDS, CAPTION, theme=theme)
    assert "style=" not in drawn
    for bend in BENDS:
        assert bend.day in {text.text for text in root.iter() if text.tag.endswith("text")}


def test_a_bend_leads_somewhere_on_screen_and_never_on_paper() -> None:
    assert 'href="/m/1" aria-label="21 nov: Styrelse, &lt;SOFINT&gt;"' in river(TODAY, BENDS, CAPTION)
    assert "href" not in river(TODAY, BENDS, CAPTION, theme=PRINT)


def test_what_is_outside_the_weeks_is_left_to_the_list() -> None:
    late = Bend(TODAY + timedelta(weeks=6, days=1), "26 dec", "För sent")
    assert "För sent" not in river(TODAY, [*BENDS, late], CAPTION)
    with pytest.raises(ValueError, match="saknar dagar"):
        river(TODAY, [late], CAPTION)


def test_words_never_run_into_each_other() -> None:
    crowd = [Bend(TODAY + timedelta(days=d), f"dag {d}", f"Ett möte som heter {d}") for d in range(42)]
    drawn = river(TODAY, crowd, CAPTION)
    places: dict[float, list[tuple[float, float]]] = {}
    for x, y, anchor, words in re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)"(?: text-anchor="(\w+)")? class="strong">([^<]*)<', drawn
    ):
        width = len(words) * 5.5
        left = float(x) - (width if anchor == "end" else 0)
        places.setdefault(round(float(y) / 12), []).append((left, left + width))
    for row in places.values():
        row.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(row))
