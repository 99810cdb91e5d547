"""The krona through one intervention: budget, decided, agreed, claimed, paid, booked, and then the participants."""

from collections.abc import Sequence

from finsam.figures.book import Book
from finsam.figures.registry import Protects, figure
from finsam.figures.rules.cells import NOTHING, Cell, difference, negated, quotient, total
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import KRONOR, KRONOR_PER_PERSON, PARTICIPATIONS
from finsam.funding.figures.grants import SOURCE, stage_cell
from finsam.funding.grant_facts import GRANTS, grants_of_year
from finsam.funding.links import decided_words
from finsam.funding.rules.krona import Base, base_of
from finsam.interventions.facts import interventions_of
from finsam.interventions.models import Direction, Intervention
from finsam.kernel.swedish import listed
from finsam.money.facts import BUDGET, LEDGER, budget_lines
from finsam.money.figures.shared import COST_GROUPS, has_ledger
from finsam.participants.facts import REGISTRATIONS

COLUMNS = (
    Category("amount", "Kronor", current=True),
    Category("count", "Deltagare", unit=PARTICIPATIONS),
    Category("each", "Per deltagare", unit=KRONOR_PER_PERSON),
)
OUTCOMES = {
    "steps": "Tog ett steg framåt",
    "other": "Utan mätt steg",
    "ongoing": "Fortsätter",
    "volume": "Räknade bara till antalet",
}
"""What became of the participants, in order; volume has no outcome."""


def _keys(book: Book) -> Sequence[Category]:
    return [Category(row.key, row.title) for row in book.scope.once(interventions_of)]


@figure(
    "funding.krona",
    title="Följ kronan",
    definition="En insats från budget till deltagare: budgeten för de rader den bokförs på eller beviljats ur, vad "
    "styrelsen beslutat, vad som avtalats, rekvirerats och betalats, vad som bokförts på insatsens objekt, och de som "
    "deltog. Det som skiljer två steg står som en egen rad. Har någon insats i kostnadspoolen inget eget objekt går "
    "kostnaden inte att skilja ut, och då räknas poolens kostnad och deltagare tillsammans.",
    unit=KRONOR,
    base="insatsens egna objekt i huvudboken och dess egna deltagare; annars hela poolens",
    source=f"{SOURCE}; huvudboken (SIE); registreringarna; regel R36b",
    protects=Protects.PEOPLE,
    per=_keys,
)
def krona(book: Book, key: str) -> Table:
    """Each stage and what differs between it and the one before; then heads, and what became of them."""
    sheet = Sheet(list(COLUMNS), "Steg")
    row = next(one for one in book.scope.once(interventions_of) if one.key == key)
    base = krona_base(book, key)
    _budget(sheet, book, base, key)
    _granted(sheet, book, key)
    _booked(sheet, book, base)
    if row.direction == Direction.STRUCTURAL:
        _structural(sheet, book, row)
    else:
        _people(sheet, book, base)
    if base.is_shared:
        sheet.footnotes.append(f"Kostnaden går inte att skilja ut. Bokfört och deltagare gäller {_titles(book, base)}.")
    return sheet.table()


def krona_base(book: Book, key: str) -> Base:
    """Return who stands behind an intervention's cost."""
    every = book.scope.once(interventions_of)
    return base_of(next(one for one in every if one.key == key), every)


def _titles(book: Book, base: Base) -> str:
    return listed([one.title for one in book.scope.once(interventions_of) if one.key in base.keys])


def lines_of(book: Book, base: Base, key: str) -> list[str]:
    """Return the budget lines an intervention is booked on, or has been granted from this year."""
    granted = {one.grant.line_id for one in grants_of_year(book.scope) if one.grant.intervention.key == key}
    known = book.scope.once(budget_lines)
    costs = {name: line for name, line in known.items() if line.group.kind in COST_GROUPS}
    return [name for name, line in costs.items() if line.pk in granted or line.ledger_object in base.objects]


def _budget(sheet: Sheet, book: Book, base: Base, key: str) -> None:
    lines = lines_of(book, base, key)
    cube = book.cube(BUDGET).where(budget_line=lines)
    cell = negated(cube.cell("whole_year")) if cube.rows else NOTHING
    sheet.row(Category("budget", "Budget", remark=listed(lines)), [cell])


def _granted(sheet: Sheet, book: Book, key: str) -> None:
    """Decided, agreed, claimed and paid, and after each what has not gone further."""
    cube = book.cube(GRANTS).where(intervention=key)
    decided = [one.grant.decided_in for one in grants_of_year(book.scope) if one.grant.intervention.key == key]
    remark = listed([decided_words(item) for item in decided])
    granted, agreed, claimed, paid = (stage_cell(cube, stage) for stage in ("granted", "agreed", "claimed", "paid"))
    sheet.row(Category("granted", "Beslutat", remark=remark), [granted])
    _gap(sheet, "not_agreed", "Beslutat men inte avtalat", granted, agreed)
    sheet.row(Category("agreed", "Avtalat"), [agreed])
    _gap(sheet, "not_claimed", "Avtalat men inte rekvirerat", agreed, claimed)
    sheet.row(Category("claimed", "Rekvirerat"), [claimed])
    _gap(sheet, "not_paid", "Rekvirerat men inte betalt", claimed, paid)
    sheet.row(Category("paid", "Betalt"), [paid])


def _gap(sheet: Sheet, key: str, label: str, before: Cell, after: Cell) -> None:
    gap = difference(before, after)
    if gap.value:
        sheet.row(Category(key, label, "part"), [gap])


def _booked(sheet: Sheet, book: Book, base: Base) -> None:
    """What is booked on the objects, and what stands between it and what is claimed."""
    booked = NOTHING
    if has_ledger(book) and base.objects:
        booked = book.cube(LEDGER).where(side="cost", ledger_object=set(base.objects)).cell("amount")
    remark = f"på objekt {', '.join(sorted(base.objects))}" if base.objects else "insatsen har inget objekt"
    sheet.row(Category("booked", "Bokfört", remark=remark), [booked])
    claimed, agreed = sheet.cells["claimed", "amount"], sheet.cells["agreed", "amount"]
    if booked.value is None:
        return
    if int(booked.value) < int(claimed.value or 0):
        _gap(sheet, "not_booked", "Rekvirerat men inte bokfört", claimed, booked)
    else:
        without = "Bokfört utan avtal" if agreed.value is None else "Bokfört utan rekvisition"
        _gap(sheet, "unclaimed", without, booked, claimed)


def _people(sheet: Sheet, book: Book, base: Base) -> None:
    """Those who took part, by what became of them; their sum divides what is booked."""
    paths = book.table("participants.paths")
    known = {row.key for row in paths.rows}
    cells = {
        outcome: total(paths.cell(key, outcome) for key in base.keys if key in known)
        for outcome in ("steps", "other", "ongoing")
    }
    volume = book.cube(REGISTRATIONS).where(kind="volume", intervention=set(base.keys))
    cells["volume"] = volume.cell() if volume.rows else NOTHING
    place = len(sheet.rows)
    for outcome, cell in cells.items():
        if cell.value is not None:
            sheet.row(Category(outcome, OUTCOMES[outcome], "part"), [NOTHING, cell])
    heads = total(cells.values())
    booked = sheet.cells["booked", "amount"]
    sheet.row(Category("heads", "Deltagare"), [NOTHING, heads, quotient(booked, heads)])
    sheet.rows.insert(place, sheet.rows.pop())  # the whole stands above its parts


def _structural(sheet: Sheet, book: Book, row: Intervention) -> None:
    """Those who came. The cost for all who share an activity is divided, never the association's part of it."""
    came, costs = book.table("participants.structural"), book.table("participants.structural_cost")
    heads = came.cells.get((row.key, "outcome"), NOTHING)
    each = costs.cells.get((row.key, "per_head"), NOTHING)
    shared = costs.cells.get((row.key, "total_cost"), NOTHING)
    own = costs.cells.get((row.key, "own_cost"), NOTHING)
    if shared.value is not None and shared.value != own.value:
        sheet.row(Category("all", "Kostnad för alla som delar på aktiviteten", "part"), [shared])
    sheet.row(Category("heads", "Deltagare"), [NOTHING, heads, each])
