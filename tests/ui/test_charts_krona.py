"""The krona followed: sums that must tie, the followed path solid, the lock with its division, on every surface."""

import re
from xml.etree import ElementTree as ET

import pytest

from finsam.ui import charts
from finsam.ui.charts import NARROW, PRINT, SCREEN, Caption, Followed, Hub, Lock, Part, Side, Theme

CAPTION = Caption("prov", "Följ kronan", "Påhittat")
LEFT = Side((Part("Staten", 60, href="/stat"), Part("Regionen", 40)), "Bidrag", "bokfört")
RIGHT = Side((Part("Coachning & råd", 70, href="/coachning"), Part("Kansli", 25, href="/kansli"), Part("Över", 5)))
PEOPLE = Side((Part("Steg framåt", 6, href="/steg"), Part("Fortsätter", 4)), "Utfall", "10 deltagare")
LOCK = Lock("7 kr per person", "70 ÷ 10", "/sluss")
WHOLE = Followed((Part("Rekvirerat", 50, href="/r"), Part("Utan rekvisition", 20)), "Avtal", "två", LOCK, PEOPLE, 10)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(followed: Followed = WHOLE, right: Side = RIGHT, theme: Theme = SCREEN) -> str:
    return charts.krona(LEFT, Hub("100", "kronor"), right, followed, CAPTION, theme=theme)


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT], ids=lambda theme: theme.name)
def test_every_part_the_lock_and_its_division_are_written(theme: Theme) -> None:
    svg = drawn(theme=theme)
    words = " ".join(node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text"))
    for word in ("Staten", "Coachning & råd", "Kansli", "7 kr per person", "70 ÷ 10", "Steg framåt", "Fortsätter"):
        assert word in words, word
    assert svg == drawn(theme=theme)
    assert "style=" not in svg


@pytest.mark.parametrize("theme", [SCREEN, NARROW], ids=lambda theme: theme.name)
def test_every_part_with_an_address_is_a_named_link(theme: Theme) -> None:
    links = {a.get("href"): a.get("aria-label") for a in ET.fromstring(drawn(theme=theme)).iter(f"{SVG}a")}
    assert links.keys() == {"/stat", "/coachning", "/kansli", "/r", "/sluss", "/steg"}
    assert links["/sluss"] == "7 kr per person = 70 ÷ 10"


def test_the_followed_path_is_solid_and_the_rest_pale_with_an_outline() -> None:
    flows = re.findall(r'class="(\w+) flow"', drawn())
    assert flows.count("quiet") == 2
    assert "river" in flows


def test_a_band_is_as_thick_as_its_amount() -> None:
    root = ET.fromstring(drawn(Followed((Part("Allt", 70),))))
    heights = {float(node.get("height", "0")) for node in root.iter(f"{SVG}rect")}
    assert {round(23 * SCREEN.em * share, 2) for share in (0.7, 0.25, 0.05)} <= {round(height, 2) for height in heights}


@pytest.mark.parametrize(
    ("followed", "right", "said"),
    [
        (WHOLE, Side((Part("Coachning", 70), Part("Kansli", 25))), "100 in och 95 ut"),
        (Followed((Part("Rekvirerat", 69),)), RIGHT, "Den följda strömmen går inte ihop"),
        (Followed((Part("Allt", 70),), "", "", LOCK, PEOPLE, 11), RIGHT, "Deltagarna är 11 men delarna 10"),
        (Followed((Part("Allt", 70),), "", "", None, PEOPLE, 10), RIGHT, "utan en sluss"),
        (Followed((Part("Allt", 80), Part("Kredit", -10))), RIGHT, "negativa"),
    ],
)
def test_what_does_not_sum_is_not_drawn(followed: Followed, right: Side, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        drawn(followed, right)


@pytest.mark.parametrize("theme", [SCREEN, NARROW, PRINT], ids=lambda theme: theme.name)
def test_it_may_end_in_kronor_and_what_is_small_still_has_its_name(theme: Theme) -> None:
    right = Side((Part("Mycket liten insats med långt namn", 1), Part("Kansli", 99)))
    svg = drawn(Followed((Part("Allt", 1),)), right, theme)
    words = " ".join(node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text"))
    assert "Mycket liten" in words


def test_screen_uses_only_classes_that_the_sheet_paints() -> None:
    from pathlib import Path

    css = (Path(charts.__file__).parent.parent / "static/ui/charts.css").read_text(encoding="utf-8")
    used = {name for names in re.findall(r'class="([^"]+)"', drawn()) for name in names.split()}
    assert {name for name in used if not re.search(rf"\.{name}\b", css)} == set()
