"""An application as it came in, and the letters of its case, as PDF/A-2a and PDF/UA-1."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from finsam.core.models import Association
from finsam.funding.models import CostKind
from finsam.funding.queries.application_held import Held
from finsam.kernel.swedish import NOTHING, amount, day, listed
from finsam.pdf.compile import meeting_pdf
from finsam.pdf.document import Bullets, Column, FactGrid, Paragraph, Row, Table
from finsam.pdf.minutes import Intro, Matter, Paper, PaperBlock, PaperPart, Section

TEXTS = (
    ("purpose", "Syfte"),
    ("target_group", "Målgrupp"),
    ("need", "Behov"),
    ("method", "Genomförande"),
    ("risks", "Risker"),
    ("gender_analysis", "Jämställdhet"),
    ("afterwards", "När finansieringen upphör"),
)


def application_pdf(association: Association, held: Held, *, received_on: date, made_at: datetime) -> bytes:
    """Return the application as a document: everything it says, in the order of the form. `made_at` is aware."""
    application = held.application
    blocks: list[PaperBlock] = [
        Intro(f"Ansökan om finansiering från {association.name}."),
        FactGrid([(label, said) for label, said in _facts(held, received_on) if said]),
        *(_matter(label, getattr(application, name)) for name, label in TEXTS[:4] if getattr(application, name)),
        *_goals(held),
        *_money(held),
        *(_matter(label, getattr(application, name)) for name, label in TEXTS[4:] if getattr(application, name)),
        *(_matter(one.label, application.answers[one.key]) for one in held.asked if application.answers.get(one.key)),
        *_files(held),
    ]
    part = PaperPart("Projektansökan", blocks, application.title)
    return _set(association, f"Projektansökan: {application.title}", part, made_at)


def letter_pdf(
    association: Association,
    *,
    title: str,
    subtitle: str,
    rows: Sequence[tuple[str, str]],
    text: str,
    made_at: datetime,
) -> bytes:
    """Return a short document of a case: what it is, its facts, its text."""
    blocks: list[PaperBlock] = [FactGrid([(label, said) for label, said in rows if said]), _matter(title, text)]
    return _set(association, f"{title}: {subtitle}", PaperPart(title, blocks, subtitle), made_at)


def _set(association: Association, title: str, part: PaperPart, made_at: datetime) -> bytes:
    paper = Paper(
        title=title, kind=part.title, association=association.name, foot=f"{association.short_name} · {part.title}",
        parts=[part],
    )  # fmt: skip
    return meeting_pdf(paper, made_at=made_at)


def _facts(held: Held, received_on: date) -> Iterable[tuple[str, str]]:
    one = held.application
    yield "Sökande", ", ".join(filter(None, [one.applicant, one.applicant_number]))
    yield "Kontakt", ", ".join(filter(None, [one.contact_name, one.contact_email, one.contact_phone]))
    yield "Omgång", one.call.title if one.call else ""
    yield "Inkommen", day(received_on)
    yield "Inriktning", one.get_direction_display() if one.direction else ""
    yield "Fortsättning på", one.intervention.title if one.intervention else ""
    yield "Period", f"{day(one.starts_on)} – {day(one.ends_on)}" if one.starts_on and one.ends_on else ""
    yield "Parter", listed(one.parties)
    yield "Deltagare per år", str(one.participants) if one.participants is not None else ""
    yield "Söker", ", ".join(f"{year}: {amount(ore)} kr" for year, ore in sorted(held.sought.items()))


def _matter(label: str, text: str) -> Matter:
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return Matter("", label, [Section("", [Paragraph(line) for line in paragraphs])])


def _goals(held: Held) -> Iterable[PaperBlock]:
    if held.goals:
        columns = [Column(label, "words") for label in ("Mål", "Mäts genom", "Värde att nå")]
        rows = [Row([goal.text, goal.measure or NOTHING, goal.target or NOTHING]) for goal in held.goals]
        yield Table("Mål", columns, rows)


def _money(held: Held) -> Iterable[PaperBlock]:
    years = held.years
    if not years:
        return
    columns = [Column("Kostnadsslag", "words"), *(Column(str(year)) for year in years)]
    kinds = dict(CostKind.choices)
    costs = [_row(kinds[kind], years, sums, remark=held.remarks.get(kind, "")) for kind, sums in held.by_kind.items()]
    yield Table("Kostnader", columns, [*costs, _total("Summa kostnader", years, held.by_kind)], unit="Kronor")
    sources = {association_words(held): held.sought, **held.others}
    paid = [_row(name, years, sums) for name, sums in sources.items()]
    columns = [Column("Finansiering", "words"), *columns[1:]]
    yield Table("Finansiering", columns, [*paid, _total("Summa finansiering", years, sources)], unit="Kronor")


def association_words(held: Held) -> str:
    """Name what is sought: "Sökt av SOFINT"."""
    return f"Sökt av {held.application.association.short_name}"


def _row(name: str, years: Sequence[int], sums: Mapping[int, int], *, remark: str = "") -> Row:
    return Row([name, *(amount(sums[year]) if year in sums else NOTHING for year in years)], remark=remark)


def _total(name: str, years: Sequence[int], rows: Mapping[str, Mapping[int, int]]) -> Row:
    return Row([name, *(amount(sum(sums.get(year, 0) for sums in rows.values())) for year in years)], kind="total")


def _files(held: Held) -> Iterable[PaperBlock]:
    if held.files:
        yield Matter("", "Bilagor", [Section("", [Bullets([attached.title for attached in held.files])])])
