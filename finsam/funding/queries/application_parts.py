"""What pages of an application share, as shown to owner and office: its texts, its goals, its money, its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finsam.funding.models import Application, ApplicationState, CostKind
from finsam.funding.queries.application_held import Held, written_of
from finsam.funding.rules.applications import unbalanced
from finsam.kernel.swedish import NOTHING, amount, day, listed
from finsam.ui.parts import Fact, Moment
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

TEXTS = (
    ("purpose", "Syfte"),
    ("target_group", "Målgrupp"),
    ("need", "Behov"),
    ("method", "Genomförande"),
    ("risks", "Risker"),
    ("gender_analysis", "Jämställdhet"),
    ("afterwards", "När pengarna tar slut"),
)
STAGES = ("Utkast", "Inkommen", "Bedöms", "Till styrelsen", "Beslut", "Avtal")
REACHED = {
    ApplicationState.DRAFT: 0,
    ApplicationState.RECEIVED: 2,
    ApplicationState.INCOMPLETE: 2,
    ApplicationState.PROPOSED: 3,
    ApplicationState.GRANTED: 5,
    ApplicationState.REJECTED: 4,
}


@dataclass(frozen=True)
class Content:
    """Everything an application says, ready to be shown."""

    facts: Sequence[Fact]
    texts: Sequence[tuple[str, str]]
    goals: ShownTable | None
    costs: ShownTable | None
    financing: ShownTable | None
    faults: Sequence[str]  # years that do not sum


def content_of(held: Held) -> Content:
    """Return what an application says."""
    one, written = held.application, written_of(held)
    texts = [(label, getattr(one, name)) for name, label in TEXTS]
    texts += [(asked.label, one.answers.get(asked.key, "")) for asked in held.asked]
    found = [unbalanced(written, year) for year in held.years]
    return Content(
        facts=[Fact(label, said) for label, said in _facts(one) if said],
        texts=[(label, said) for label, said in texts if said],
        goals=_goals(held),
        costs=_costs(held),
        financing=_financing(held),
        faults=[f"{year}: {fault}" for year, fault in zip(held.years, found, strict=True) if fault],
    )


def _facts(one: Application) -> list[tuple[str, str]]:
    return [
        ("Sökande", ", ".join(filter(None, [one.applicant, one.applicant_number]))),
        ("Kontakt", ", ".join(filter(None, [one.contact_name, one.contact_email, one.contact_phone]))),
        ("Omgång", one.call.title if one.call else ""),
        ("Inriktning", one.get_direction_display() if one.direction else ""),
        ("Fortsättning på", one.intervention.title if one.intervention_id and one.intervention else ""),
        ("Period", f"{day(one.starts_on)} – {day(one.ends_on)}" if one.starts_on and one.ends_on else ""),
        ("Parter", listed(one.parties)),
        ("Deltagare per år", str(one.participants) if one.participants is not None else ""),
    ]


def _goals(held: Held) -> ShownTable | None:
    columns = [ShownColumn(label, "words") for label in ("Mål", "Mäts genom", "Värde att nå")]
    rows = [
        ShownRow([ShownCell(goal.text), ShownCell(goal.measure or NOTHING), ShownCell(goal.target or NOTHING)])
        for goal in held.goals
    ]
    return ShownTable("Mål", columns, rows) if rows else None


def _costs(held: Held) -> ShownTable | None:
    kinds = dict(CostKind.choices)
    rows = {kinds[kind]: sums for kind, sums in held.by_kind.items()}
    remarks = {kinds[kind]: remark for kind, remark in held.remarks.items()}
    return money_table("Kostnader", "Kostnadsslag", held.years, rows, total="Summa kostnader", remarks=remarks)


def _financing(held: Held) -> ShownTable | None:
    rows = {f"Sökt av {held.application.association.short_name}": held.sought, **held.others}
    return money_table("Finansiering", "Från", held.years, rows, total="Summa finansiering") if held.years else None


def money_table(
    caption: str, first: str, years: Sequence[int], rows: Mapping[str, Mapping[int, int]], *, total: str,
    remarks: Mapping[str, str] | None = None,
) -> ShownTable | None:  # fmt: skip
    """Return amounts by row and year with their sums; None without rows. Amounts in öre."""
    if not rows:
        return None
    several = len(years) > 1
    columns = [ShownColumn(first, "words"), *(ShownColumn(str(year)) for year in years)]
    columns += [ShownColumn("Hela tiden")] * several
    shown = [
        ShownRow(
            [ShownCell(name), *(ShownCell(amount(sums[y]) if y in sums else NOTHING) for y in years),
             *([ShownCell(amount(sum(sums.values())))] * several)],
            remark=(remarks or {}).get(name, ""),
        )
        for name, sums in rows.items()
    ]  # fmt: skip
    by_year = [sum(sums.get(year, 0) for sums in rows.values()) for year in years]
    closing = [ShownCell(total), *(ShownCell(amount(ore)) for ore in by_year)]
    closing += [ShownCell(amount(sum(by_year)))] * several
    return ShownTable(caption, columns, [*shown, ShownRow(closing, kind="total")], unit="kronor")


def stages_of(application: Application, *, signed: bool = False) -> list[Moment]:
    """Return where the application stands on its way."""
    if application.state == ApplicationState.WITHDRAWN:
        first = [Moment("", "Utkast", state="past")]
        first += [Moment("", "Inkommen", state="past")] if application.received_on else []
        return [*first, Moment("", "Återtagen", state="now")]
    at = REACHED[ApplicationState(application.state)]
    labels = [*STAGES]
    labels[2] = "Kompletteras" if application.state == ApplicationState.INCOMPLETE else labels[2]
    if application.state == ApplicationState.GRANTED:
        labels[4] = "Beviljad"
    if application.state == ApplicationState.REJECTED:
        labels = [*labels[:4], "Avslagen"]
    past = at + 1 if signed else at
    return [
        Moment("", label, state="past" if place < past else "now" if place == past else "coming")
        for place, label in enumerate(labels)
    ]
