"""The components: all stand in the gallery, none draws an undefined variable, the markup carries the meaning."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.forms.renderers import get_default_renderer
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from finsam.ui import gallery, pages
from finsam.ui.parts import Fault, Link
from finsam.ui.shell import Area, Shell
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable
from finsam.ui.templatetags import ui

TEMPLATES = Path(ui.__file__).parents[1] / "templates"
STATIC = Path(ui.__file__).parents[1] / "static" / "ui"
MISSING = "SAKNAS[%s]"
SHELL = Shell(
    association="SOFINT",
    associations=[("SOFINT", "/sofint/"), ("Sydnärke", "/sydnarke/")],
    areas=[Area("Idag", "/"), Area("Översikt", "/o/", current=True), Area("Enkäter"), Area("Pengar", "/p/")],
    phone_areas=[Area("Idag", "/"), Area("Möten"), Area("Insatser"), Area("Pengar", "/p/")],
    user="Förbundschef",
    sign_out_url="/ut/",
    search_url="/sok/",
    help_url="/hjalp/",
    foot="Exempeldata.",
    foot_links=[("Tillgänglighet", "/t/")],
)


def drawn(source: str, **context: object) -> str:
    """Render a snippet that may use the components."""
    return Template("{% load ui %}" + source).render(Context({"csrf_token": "x", **context}))


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> str:
    """Render the gallery so that an undefined variable would show."""
    page_engine: Any = engines["django"]
    form_renderer: Any = get_default_renderer()
    for backend in (page_engine, form_renderer.engine):
        monkeypatch.setattr(backend.engine, "string_if_invalid", MISSING)
    return render_to_string(
        "ui/gallery.html", {"page": gallery.page_of_parts(), "shell": SHELL, "csrf_token": "x", "messages": []}
    )


class Outline(HTMLParser):
    """Collects heading levels, ids, and references to ids."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.references: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(given["id"] or "")
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.references |= set((given.get(name) or "").split())


def test_every_component_stands_in_the_gallery() -> None:
    shown = "".join(
        path.read_text() for name in ("gallery.html", "base.html") for path in TEMPLATES.rglob(f"ui/{name}")
    )
    shown += "".join(path.read_text() for path in (TEMPLATES / "ui" / "form").iterdir())
    assert [tag for tag in ui.register.tags if not re.search(rf"{{%\s*{tag}\b", shown)] == []


def test_every_part_says_what_it_takes() -> None:
    parts = [path for folder in ("parts", "form") for path in (TEMPLATES / "ui" / folder).iterdir()]
    assert [path.name for path in parts if "Takes" not in path.read_text()[:400]] == []


def test_gallery_draws_nothing_undefined(whole: str) -> None:
    assert re.findall(r"SAKNAS\[[^\]]*\]", whole) == []


def test_gallery_needs_no_unsafe_inline(whole: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", whole) == []


def test_headings_come_in_order_and_ids_are_unique_and_found(whole: str) -> None:
    outline = Outline()
    outline.feed(whole)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.references - set(outline.ids) == set()


def test_page_weighs_little(whole: str) -> None:
    own = sum((STATIC / name).stat().st_size for name in ("finsam.css", "finsam.js", "shore.svg", "drop.svg"))
    assert own < 60_000
    assert len(drawn("{% table table %}", table=gallery.wide_table())) < 15_000
    assert len(whole) < 150_000  # the bound of any page; this one has a chart of each kind


# Navigation


def test_words_without_a_page_are_not_shown(whole: str) -> None:
    assert [area.label for area in SHELL.words] == ["Idag", "Översikt", "Pengar"]
    assert [area.label for area in SHELL.bar] == ["Idag", "Pengar"]
    assert [area.label for area in SHELL.rest] == ["Översikt"]
    assert SHELL.in_rest
    assert "Enkäter</a>" not in whole


def test_band_stands_alone_without_shell() -> None:
    markup = render_to_string("404.html", {})
    assert "Finsam" in markup
    assert "<nav" not in markup
    assert "<form" not in markup


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_need_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backend: Any = engines["django"]
    monkeypatch.setattr(backend.engine, "string_if_invalid", MISSING)
    markup = render_to_string(name, {})
    assert "SAKNAS" not in markup
    assert markup.count("<h1>") == 1


# Figures


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% tal "72" "/t/" %}.', '<a class="tal" href="/t/">72</a>.'),
        ('{% tal "72" %}.', "72."),
        ('{% tal "färre än 5" reason="skyddat" %}.', 'färre än 5<span class="vh"> (skyddat)</span></span>.'),
        ('{% tal "" reason="färre än 5" %}', '<span class="tal-hidden" title="färre än 5">färre än 5</span>'),
        ('{% tal "72" "/t/" sealed=True %}', '<span class="tal-mark">låst</span>'),
        ('{% tal "62" "/t/" was="61" %}', "var 61</span>"),
        ("{% tal unsafe '/t/' %}", ">&lt;b&gt;</a>"),
    ],
)
def test_figure_in_text(source: str, expected: str) -> None:
    assert expected in drawn(source, unsafe="<b>")


# Tables


def table_of(*rows: ShownRow, **given: object) -> str:
    columns = [ShownColumn("Rad", "words"), ShownColumn("Utfall"), ShownColumn("Andel")]
    return drawn("{% table table %}", table=ShownTable("Titel", columns, rows, **given))  # type: ignore[arg-type]


def test_table_parts_its_rows_at_group_heads() -> None:
    group = ShownRow([ShownCell("Insatser")], kind="group")
    markup = table_of(group, ShownRow([ShownCell("A"), ShownCell("1"), ShownCell("2")]), group)
    assert markup.count("<tbody>") == 2
    assert '<th scope="rowgroup" colspan="3">Insatser</th>' in markup


def test_short_row_lets_its_last_cell_span() -> None:
    markup = table_of(ShownRow([ShownCell("Lekeberg"), ShownCell("", reason="för få svar")]))
    assert '<td class="is-number is-reason" colspan="2">för få svar</td>' in markup


def test_worse_is_marked_and_figures_open() -> None:
    markup = table_of(ShownRow([ShownCell("A"), ShownCell("−4", href="/t/", tone="worse"), ShownCell("2")]))
    assert '<td class="is-number is-worse"><a href="/t/" data-opens>−4</a></td>' in markup


def test_many_columns_fold_and_keep_their_roles() -> None:
    columns = [ShownColumn("Rad", "words"), *(ShownColumn(f"K{number}") for number in range(4))]
    row = ShownRow([ShownCell("A"), *(ShownCell("1") for _ in range(4))])
    markup = drawn("{% table table %}", table=ShownTable("Titel", columns, [row]))
    assert 'role="table"' in markup
    assert 'data-label="K0"' in markup
    assert 'role="rowheader"' in markup


def test_table_foot() -> None:
    markup = table_of(downloads=(("CSV", "/c"),), footnotes=["Not."], unit="kronor")
    assert 'Hämta tabellen:</span><a href="/c">CSV</a>' in markup
    assert "<p>Not.</p>" in markup
    assert "<span>kronor</span>" in markup


# Messages


def test_error_summary_counts_in_words_and_links() -> None:
    markup = drawn('{% error_summary faults before="innan" %}', faults=[Fault("A", "fel.", "a"), Fault("", "Annat.")])
    assert "Två saker behöver rättas innan" in markup
    assert '<a href="#a">A</a>: fel.' in markup


def test_toast_undoes_by_post() -> None:
    markup = drawn('{% toast "Skickad" undo_url="/angra/" %}')
    assert '<form method="post" action="/angra/">' in markup
    assert "csrfmiddlewaretoken" in markup


def test_disabled_button_says_why() -> None:
    assert "disabled>Signera, läs först</button>" in drawn('{% button "Signera" why="läs först" %}')


@pytest.mark.parametrize("verdict", ["met", "partly", "not", "open"])
def test_goal_has_its_word(verdict: str) -> None:
    assert ui.GOALS[verdict] in drawn("{% goal_mark verdict %}", verdict=verdict)


@pytest.mark.parametrize("stage", range(4))
def test_stage_has_its_word_and_level(stage: int) -> None:
    markup = drawn("{% stage_mark stage %}", stage=stage)
    assert ui.STAGES[stage] in markup
    assert markup.count('"filled"') == stage


def test_section_takes_links() -> None:
    markup = drawn('{% section "Rubrik" links=links %}text{% endsection %}', links=[Link("Alla", "/alla/")])
    assert '<h2>Rubrik</h2><div class="section-aside"><a href="/alla/">Alla</a></div>' in markup
    assert '<div class="section-body">text</div>' in markup


# Forms


def test_field_stands_in_order_label_help_error_field() -> None:
    markup = str(gallery.ApplicationForm({"amount": ""})["amount"].as_field_group())
    places = [markup.index(word) for word in ("<label", "field-help", "field-error", "<input")]
    assert places == sorted(places)
    assert 'aria-invalid="true"' in markup
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in markup


def test_error_keeps_what_was_typed_and_is_summed_up() -> None:
    markup = str(gallery.ApplicationForm({"amount": "12", "direction": "people", "owner": "k"}))
    assert 'value="12"' in markup
    assert "Två saker behöver rättas innan ansökan kan skickas" in markup
    assert '<a href="#id_answer_on">Svarsdatum</a>' in markup
    assert '<a href="#id_parties_0">Parter</a>' in markup


def test_choices_stand_in_a_fieldset() -> None:
    markup = str(gallery.ApplicationForm({})["parties"].as_field_group())
    assert '<fieldset class="field field-wrong" aria-describedby="id_parties_error">' in markup
    assert "<legend>Parter</legend>" in markup


def test_only_optional_fields_say_so() -> None:
    form = gallery.ApplicationForm()
    assert "frivilligt" in str(form["reason"].as_field_group())
    assert "frivilligt" not in str(form["amount"].as_field_group())


# Pages


def answer(request: HttpRequest, monkeypatch: pytest.MonkeyPatch, part: str | None) -> tuple[str, str]:
    """Return the template that was asked for and the Vary header."""
    asked: list[str] = []

    def render(_request: HttpRequest, name: str, _context: object, status: int) -> HttpResponse:
        asked.append(name)
        return HttpResponse(status=status)

    monkeypatch.setattr(pages, "render", render)
    response = pages.page(request, "a.html", object(), part=part)
    return asked[0], response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("headers", "part", "expected"),
    [
        ({}, None, ("a.html", "")),
        ({}, "rows", ("a.html", "HX-Request")),
        ({"HX-Request": "true"}, "rows", ("a.html#rows", "HX-Request")),
        ({"HX-Request": "true"}, None, ("a.html", "")),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "rows", ("a.html", "HX-Request")),
    ],
)
def test_page_answers_whole_or_in_part(
    headers: dict[str, str], part: str | None, expected: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer(RequestFactory().get("/", headers=headers), monkeypatch, part) == expected


def test_part_holds_only_the_panel() -> None:
    markup = render_to_string("ui/gallery_figure.html#panel", {"page": gallery.opened_figure()})
    assert markup.strip().startswith('<section class="panel"')
    assert "<html" not in markup


# Colours


def luminance(colour: str) -> float:
    """Relative luminance as WCAG counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def token(name: str, scheme: int) -> str:
    """Value of a token, light (0) or dark (1)."""
    found = re.search(rf"--{name}: (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", (STATIC / "finsam.css").read_text())
    assert found, name
    return found[3] or found[scheme + 1]


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(
    ("over", "under", "least"),
    [
        *((over, under, 4.5) for under in ("paper", "sheet") for over in ("ink", "ink2", "river", "amber", "red")),
        *(("ink", under, 7) for under in ("water", "water2", "amber-bg", "red-bg", "sunk")),
        ("on-river", "river", 4.5), ("on-river", "river-hover", 4.5), ("on-band", "band", 7),
        ("on-band-quiet", "band", 4.5), ("on-band-quiet", "band-field", 4.5), ("band-line", "band", 3),
        ("on-amber", "amber-fill", 4.5), ("edge", "paper", 3), ("edge", "sheet", 3), ("focus", "paper", 3),
        ("red", "red-bg", 4.5), ("amber", "amber-bg", 4.5), ("river", "amber-bg", 4.5), ("river", "water2", 4.5),
    ],
)  # fmt: skip
def test_contrast(over: str, under: str, least: float, scheme: int) -> None:
    first, second = (luminance(token(name, scheme)) for name in (over, under))
    assert (max(first, second) + 0.05) / (min(first, second) + 0.05) >= least
