"""An invented report with every kind of block."""

from datetime import UTC, datetime
from typing import Any

from finsam.pdf import document as d

MADE_AT = datetime(2032, 3, 19, 14, 42, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 334 60" font-family="Libertinus Serif">'
    '<rect width="200" height="20" fill="#0F5A66"/><text x="210" y="14" font-size="8.6">125</text></svg>'
)
TEXT = "Förbundet har under året finansierat nio insatser, fem riktade till individer och fyra till strukturer. " * 3


def invented(*parts: d.Part, **fields: object) -> d.Document:
    """A document of an invented association with these parts."""
    whole: dict[str, Any] = {
        "title": "Årsredovisning 2031",
        "kind": "Årsredovisning",
        "year": "2031",
        "association": "Samordningsförbundet Norrälven",
        "short": "Norrälven",
        "cover": d.Cover(SVG, caption="En ström för varje bidrag.", adopted="Antagen den 19 mars 2032"),
        "parts": parts,
        **fields,
    }
    return d.Document(**whole)


def key_figures(count: int) -> list[d.KeyFigure]:
    """Key figures with labels of one to three lines."""
    return [d.KeyFigure(str(1000 + i), "deltagare i insatserna " * (1 + i % 3)) for i in range(count)]


def money_table() -> d.Table:
    """Every kind of row, notes and a link to the härledning."""
    columns = [d.Column("", "words"), d.Column("Not", "note"), d.Column("2031", current=True), d.Column("2030")]
    rows = [
        d.Row(["Tillgångar"], "group"),
        d.Row(["Fordringar", "2", "864\u202f171", "3\u202f165\u202f370"], remark="kundfordringar och moms"),
        d.Row(["varav moms", "", "371\u202f694", "–"], "part"),
        d.Row(["Summa tillgångar¹", "", "2\u202f669\u202f645", "4\u202f981\u202f931"], "sum"),
        d.Row(["Resultat", "", "323\u202f481", "−80\u202f480"], "total"),
    ]
    return d.Table("Balansräkning.", columns, rows, "Tabell 1", "Kronor", ["¹ Avrundat."], ["h1"])


def bars_table() -> d.Table:
    """Deviation bars, column groups and an empty label."""
    columns = [
        d.Column("Insats", "words"),
        d.Column("Budget", group="Kronor"),
        d.Column("Utfall", group="Kronor"),
        d.Column(""),
    ]
    rows = [d.Row(["Teamet", "100", "90", "+10"]), d.Row(["Växa", "–", "20", "−20"]), d.Row(["Ny", "–", "–", "–"])]
    return d.Table("Budget och utfall.", columns, rows, "Tabell 2", bars=d.Bars([10, -20, None]))


def chapters() -> list[d.Part]:
    """Parts that between them hold every block."""
    marked: list[d.Run] = [
        d.Run("Under året deltog 430", derivation="h1"),
        d.Run(" personer", style="strong", footnote="Kön är känt för 267."),
        d.Run(" enligt ", style="emph"),
        d.Run("förbundet", link="https://example.org/"),
    ]
    first: list[d.Block] = [
        *key_figures(4),
        d.KeyFigure("60", "kvinnor", "%", "160 av 267", "h1"),
        d.Heading(2, "Verksamheten", "1.1"),
        d.Lead(marked),
        d.Paragraph(TEXT),
        d.Bullets(["ett", marked]),
        d.Bullets(["ett", "två"], ordered=True),
        d.Heading(3, "Not 1"),
        d.Quote("Ett gemensamt bord."),
        d.Chart("Deltagare.", "Staplar: 125 deltagare", SVG, "Diagram 1", ["h1"]),
        d.PageBreak(),
        d.MarginNote("Läs så här.", "Läsning", "warning"),
        d.Chart("Bred.", "Breda staplar", SVG, "Diagram 2", wide=True),
    ]
    second: list[d.Block] = [
        money_table(),
        *key_figures(2),
        bars_table(),
        d.FactGrid([("Inriktning", "Individ"), ("Bedömning", "● Uppfyllt"), ("Källa", marked)]),
        d.Plate(["Revisorerna granskar."], "Revision"),
        d.Signatures([d.Signatory("ordförande", "Anna Exempel", "2032-03-19 kl. 15.42"), d.Signatory("ledamot")], TEXT),
    ]
    origin = d.Derivation([d.DerivationRow("h1", "430", "Deltagare", "263 + 167", "Register", "https://example.org/")])
    return [
        d.Part("Ordföranden har ordet", [d.Paragraph(TEXT)]),
        d.Part("Förvaltningsberättelse", first, "1"),
        d.Part("Tomt kapitel", number="2"),
        d.Part("Ekonomi", second, "3"),
        d.Part("Härledning", [origin], "Bilaga 1"),
    ]


def rich() -> d.Document:
    """The whole invented report."""
    help_texts: list[tuple[str, d.Text]] = [("Belopp", "Hela kronor."), ("Härledning", [d.Run("430", derivation="h1")])]
    files = [
        d.Attachment("tabell-1.csv", "text/csv", "Tabell 1", "år;å\n2031;1\n".encode()),
        d.Attachment("underlag.bin", "application/octet-stream", "Underlag", bytes(range(256)), "source"),
    ]
    return invented(*chapters(), reading_help=help_texts, attachments=files, keywords=["samordning", "2031"])
