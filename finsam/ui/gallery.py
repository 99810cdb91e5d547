"""What the gallery shows. Organisations and budgets are real, the rest is made up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django import forms

from finsam.kernel.swedish import NARROW_SPACE
from finsam.ui.gallery_charts import GalleryChart, charts_of_gallery
from finsam.ui.parts import Chip, Contradiction, Fact, Fault, KeyFigure, Link, Moment, OpenedFigure, Swatch, Tab
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

FIGURE_URL = "/_ui/tal/"
RowKind = Literal["item", "part", "group", "sum", "total"]


class ApplicationForm(forms.Form):
    """One field of every kind."""

    before = "innan ansökan kan skickas"
    amount = forms.CharField(
        label="Beviljat belopp",
        help_text="Hela kronor, för hela perioden.",
        widget=forms.TextInput(attrs={"class": "amount", "inputmode": "numeric"}),
    )
    answer_on = forms.DateField(
        label="Svarsdatum",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Ange ett datum från och med i dag, eller skriv varför svaret dröjt."},
    )
    direction = forms.ChoiceField(
        label="Inriktning",
        help_text="Kan inte ändras efter första rapporten.",
        choices=[("people", "Individinriktad"), ("structure", "Strukturövergripande")],
        widget=forms.RadioSelect,
    )
    parties = forms.MultipleChoiceField(
        label="Parter",
        choices=[("af", "Arbetsförmedlingen"), ("fk", "Försäkringskassan"), ("region", "Regionen")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en part."},
    )
    owner = forms.ChoiceField(label="Ägare", choices=[("", "Välj"), ("k", "Kumla kommun"), ("h", "Hallsbergs kommun")])
    reason = forms.CharField(label="Varför behövs insatsen", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label="Bilaga", required=False, help_text="PDF eller Word, högst 20 megabyte.")
    agreed = forms.BooleanField(label="Avtalet är undertecknat av båda parter", required=False)


@dataclass(frozen=True)
class Gallery:
    """The gallery's page object."""

    blank: ApplicationForm
    wrong: ApplicationForm
    small_table: ShownTable
    wide_table: ShownTable
    figure: OpenedFigure
    charts: Sequence[GalleryChart]
    title: str = "Byggdelar"
    state: str = "Varje del i varje läge. Färg säger aldrig något ensam: det finns alltid ord eller form också."
    figure_url: str = FIGURE_URL
    crumbs: Sequence[Link] = (Link("Galleri", "/_ui/"), Link("Byggdelar"))
    years: Sequence[Link] = (Link("2024", "?ar=2024"), Link("2025"), Link("2026", "?ar=2026"))
    tabs: Sequence[Tab] = (
        Tab("Alla", "?vy=alla", current=True, count=48),
        Tab("Pågår", "?vy=pagar", count=31),
        Tab("Avslutade", "?vy=slut", count=17),
    )
    chips: Sequence[Chip] = (
        Chip("2025", "?ar=", on=True),
        Chip("Styrelsen", "?organ=", on=True),
        Chip("Ansvarig", choices=(Link("Förbundschef", "?ansvarig=chef"), Link("Ekonom", "?ansvarig=ekonom"))),
        Chip("Bara öppna", "?oppna=ja"),
    )
    keys: Sequence[KeyFigure] = (
        KeyFigure("72", "personer i Coachingteamet", "66 samma tid i fjol", FIGURE_URL),
        KeyFigure("29 av 38", "tog ett steg framåt", "76 %, mål 70 %", FIGURE_URL),
        KeyFigure("743 tkr", "eget kapital i prognos", "tak 720 tkr", FIGURE_URL, worse=True),
    )
    facts: Sequence[Fact] = (
        Fact("Ägare", "Lindesbergs kommun"),
        Fact("Period", "2024-01-01 – 2026-12-31"),
        Fact("Beslut", "§ 58, 2023-11-24", "#beslut"),
    )
    swatches: Sequence[Swatch] = (
        Swatch("s1", "utfall"), Swatch("s2", "prognos till årets slut"), Swatch("sunk", "årets budget"),
        Swatch("tick", "budget till och med oktober"), Swatch("solid", "utfall"), Swatch("dashed", "prognos"),
        Swatch("dotted", "budget"), Swatch("s3", "serie 3"), Swatch("s4", "serie 4"), Swatch("s5", "serie 5"),
        Swatch("s6", "serie 6"), Swatch("amber", "över taket"),
    )  # fmt: skip
    faults: Sequence[Fault] = (
        Fault("Svarsdatum", "datumet 8 november har passerat.", "svarsdatum"),
        Fault("", "Filen slutar mitt i en verifikation på rad 4 212. Inget är inläst."),
    )
    contradictions: Sequence[Contradiction] = (
        Contradiction(
            "Andelen är fel avrundad", "1.4", "Strukturinsatser kostade 131 638 av 5 724 755 kr. Det är 2,3 procent.",
            "3 %", "2 %", "Använd 2 %", "#anvand", "#forklara",
        ),
        Contradiction(
            "Två tal för samma sak", "Bilaga 2 och 3", "Avslutade i Mottagningsteamet. Skillnaden är 8.",
            "110", "102", "Använd 102", "#anvand", "#forklara", calculated_in="Bilaga 3",
        ),
    )  # fmt: skip
    moments: Sequence[Moment] = (
        Moment("8.30", "Avstämning med ekonomen", "30 minuter, på distans", state="past"),
        Moment("9.48", "Nu", state="now"),
        Moment("10.00", "Beredningsgrupp, Sydnärke", "Kumla och på distans · 6 ärenden", "#beredning"),
        Moment("13.15", "Styrgrupp Coachingteamet", "Lindesberg · kvartalsrapport 3", "#styrgrupp"),
    )
    clauses: Sequence[str] = (
        "fastställa verksamhetsplan och budget för 2022 med följande ändringar",
        "flytta 150 000 kr från projektfinansiering till strukturövergripande samverkan",
    )
    stages: Sequence[Moment] = (
        Moment("", "Kallelse", url="#kallelse", state="past"),
        Moment("", "Dagordning", url="#dagordning", state="past"),
        Moment("", "Möte", state="now"),
        Moment("", "Justering"),
        Moment("", "Anslag"),
    )


def page_of_parts(typed: Mapping[str, str] | None = None) -> Gallery:
    """Return everything the gallery shows."""
    return Gallery(
        blank=ApplicationForm(auto_id="tom_%s", initial={"amount": "2 333 000 kr", "direction": "people"}),
        wrong=ApplicationForm(typed or {"amount": "2 333 000 kr", "owner": "k", "direction": "people"}),
        small_table=small_table(),
        wide_table=wide_table(),
        figure=opened_figure(),
        charts=charts_of_gallery(),
    )


def _cells(*texts: str) -> list[ShownCell]:
    """Cells of plain text; a minus makes a deviation worse, an arrow opens the figure."""
    return [ShownCell(text, tone="worse" if text.startswith("−") else "") for text in texts]


def _opening(*texts: str) -> list[ShownCell]:
    return [ShownCell(text, "" if place == 0 else FIGURE_URL) for place, text in enumerate(texts)]


DOWNLOADS = (("CSV", "tabell.csv"), ("Excel", "tabell.xlsx"), ("Så räknas det", "/rakning/"))


def small_table() -> ShownTable:
    """Four columns: stays a table on a phone."""
    return ShownTable(
        caption="Inflöde till Coachingteamet 2019",
        unit="personer",
        columns=[
            ShownColumn("Kommun", "words"), ShownColumn("Kvar från 2018"), ShownColumn("Nya 2019", current=True),
            ShownColumn("Förändring"),
        ],
        rows=[
            ShownRow(_opening("Kumla", "22", "34", "+12")),
            ShownRow(_opening("Hallsberg", "13", "13", "0")),
            ShownRow(_cells("Askersund", "12", "8", "−4"), remark="Två platser stod tomma i höst."),
            ShownRow(_cells("Laxå", "10", "8", "−2")),
            ShownRow([ShownCell("Lekeberg"), ShownCell("", reason="för få personer för att visas")]),
            ShownRow(_cells("Summa", "57", "63", "+6"), kind="total"),
        ],
        footnotes=["Lekeberg ingår i summan."],
        downloads=DOWNLOADS,
    )  # fmt: skip


def _line(kind: RowKind, *texts: str, remark: str = "") -> ShownRow:
    """Make a row of amounts, with the narrow space of the tables between thousands."""
    return ShownRow(_cells(texts[0], *(text.replace(" ", NARROW_SPACE) for text in texts[1:])), kind, remark)


def wide_table() -> ShownTable:
    """Seven columns, groups, sums and a total: on a phone each row becomes a name and labelled numbers."""
    heads = (
        "Budget 2025", "Budget jan–okt", "Utfall jan–okt", "Avvikelse jan–okt", "Prognos 2025", "Prognos mot budget",
    )  # fmt: skip
    return ShownTable(
        caption="Utfall, budget och prognos",
        unit="kronor",
        columns=[ShownColumn("Rad", "words"), *(ShownColumn(head) for head in heads)],
        rows=[
            _line("group", "Intäkter"),
            _line("item", "Medlemsbidrag", "3 600 000", "3 000 000", "3 000 000", "0", "3 600 000", "0"),
            _line("group", "Insatser"),
            _line("item", "Coachingteamet", "2 333 000", "1 944 167", "1 749 750", "+194 417", "2 333 000", "0",
                  remark="Kvartal 4 rekvireras i januari."),
            _line("item", "Projektfinansiering", "350 000", "291 667", "92 000", "+199 667", "140 000", "+210 000",
                  remark="En ansökan beviljad, en avslagen."),
            _line("part", "varav förstudie", "50 000", "41 667", "42 000", "−333", "50 000", "0"),
            _line("item", "Rehabmässa", "35 000", "29 167", "31 240", "−2 073", "33 500", "+1 500"),
            _line("sum", "Summa insatser", "2 718 000", "2 265 001", "1 872 990", "+392 011", "2 506 500", "+211 500"),
            _line("total", "Resultat", "2 355", "1 962", "436 015", "+434 053", "233 144", "+230 789"),
        ],
        footnotes=["Plus betyder bättre resultat än budget, minus sämre. Budget jan–okt är tio tolftedelar av årets."],
        downloads=DOWNLOADS,
        wide=True,
    )  # fmt: skip


def opened_figure() -> OpenedFigure:
    """Open a share to its numerator, base and rows."""
    return OpenedFigure(
        name="avslut till arbete, studier eller arbetssökande",
        value="24 procent",
        facts=[
            Fact("Uträkning", "45 ÷ 189 = 23,8 % → 24 %"),
            Fact("Täljare", "personer vars avslut har koden arbete, studier eller arbetssökande"),
            Fact("Bas", "189 avslutade deltagare, alla fyra insatser med personer"),
            Fact("Räknas inte", "163 rådgivande ärenden (bara antal)"),
            Fact("Period", "2019-01-01 – 2019-12-31, efter avslutsdatum"),
            Fact("Skydd", "inget dolt, minsta ruta 18"),
        ],
        table=ShownTable(
            caption="Rader bakom talet",
            columns=[ShownColumn("Rader bakom", "words"), ShownColumn("Antal")],
            rows=[
                ShownRow(_cells("Mottagningsteam", "19")),
                ShownRow(_cells("Coachingteam, Växa inräknad", "26")),
                ShownRow(_cells("Summa", "45"), kind="sum"),
            ],
        ),
        rows=Link("Visa de 189 raderna", "/rader/"),
        rows_remark=", utan namn",
        uses=[Link("1.1 Året i korthet", "#"), Link("bilaga 3", "#"), Link("öppna data", "#")],
        uses_remark="Ändras talet ändras alla.",
        close_url="/_ui/",
    )
