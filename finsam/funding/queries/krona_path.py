"""One intervention followed: what stands behind its cost, the lock with its division, and its participants."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from finsam.core.rules.permissions import Permission
from finsam.figures.audience import Audience, table_for
from finsam.figures.book import Book
from finsam.figures.rules.cells import Cell
from finsam.figures.rules.tables import Table
from finsam.figures.rules.units import KRONOR_PER_PERSON
from finsam.figures.shown import open_url
from finsam.funding.figures.krona import OUTCOMES, krona_base, lines_of
from finsam.funding.grant_facts import HeldGrant, grants_of_year
from finsam.funding.links import agreement_url, claims_url
from finsam.funding.queries.krona_sides import Sides, Use
from finsam.funding.rules.krona import parts_of_booked
from finsam.interventions.facts import interventions_of
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import amount, number
from finsam.money.facts import LEDGER
from finsam.ui.charts import Followed, Lock, Part, Side, Tone

TONES: dict[str, Tone] = {"steps": "s1", "other": "s4", "ongoing": "s2", "volume": "s6"}


@dataclass(frozen=True)
class Path:
    """An intervention's own figure, as the association's outside may see it, and who reads."""

    book: Book
    row: Intervention
    table: Table
    permissions: Collection[Permission]

    @property
    def name(self) -> str:
        """The name of the figure."""
        return f"funding.krona@{self.row.key}"

    @property
    def label(self) -> str:
        """What the path is called; with others when the cost cannot be told apart."""
        base = krona_base(self.book, self.row.key)
        if not base.is_shared:
            return self.row.title
        first = next(one for one in self.book.scope.once(interventions_of) if one.key in base.keys)
        return f"{first.title} med flera"

    @property
    def grants(self) -> list[HeldGrant]:
        """The intervention's grants of the year."""
        return [one for one in grants_of_year(self.book.scope) if one.grant.intervention_id == self.row.pk]

    def ore(self, stage: str) -> int | None:
        """Return a stage's amount; None when nothing has reached it."""
        cell = self.table.cells.get((stage, "amount"))
        return None if cell is None or cell.value is None else int(cell.value)

    def url(self, row: str, column: str = "amount") -> str:
        """Return where a cell opens."""
        cell = self.table.cells.get((row, column))
        return open_url(self.book.association, cell.address) if cell and cell.value is not None else ""

    @property
    def vouchers_url(self) -> str:
        """Return the vouchers on the intervention's objects, for those who may read them; else where the sum opens."""
        base = krona_base(self.book, self.row.key)
        if Permission.OPEN_LEDGER not in self.permissions or not base.objects:
            return self.url("booked")
        asked = {"tal": self.name, "period": self.book.period.name, "talrad": "booked", "talkolumn": "amount"}
        return f"{reverse('vouchers', args=[self.book.association.slug])}?{urlencode(asked)}"


def path_of(book: Book, row: Intervention, permissions: Collection[Permission]) -> Path:
    """Return the way to follow an intervention. Small counts of people are hidden, whoever looks."""
    return Path(book, row, table_for(book, f"funding.krona@{row.key}", Audience.PUBLIC), permissions)


def followed_on(path: Path, sides: Sides) -> tuple[list[Use], Followed | None]:
    """Return what the money went to with the followed one first, and how it goes on; None when it cannot be followed.

    A line that bears more than the intervention is parted: the rest of it stands for itself, so the sums still tie.
    """
    shares = _shares(path, sides)
    ore = sum(shares.values())
    if ore <= 0 or any(share < 0 for share in shares.values()):
        return list(sides.uses), None
    rest = [_less(use, shares.get(use.key, 0)) for use in sides.uses]
    url = path.vouchers_url if sides.booked else path.url("budget")
    first = Use(path.row.key, Part(path.label, ore, amount(ore), href=url))
    return [first, *(use for use in rest if use.part.value)], _followed(path, sides, ore)


def _shares(path: Path, sides: Sides) -> dict[str, int]:
    """How much of each use is the intervention's, in öre."""
    base = krona_base(path.book, path.row.key)
    values = {use.key: int(use.part.value) for use in sides.uses}
    if sides.booked:
        cube = path.book.cube(LEDGER).where(side="cost", ledger_object=set(base.objects))
        found: dict[str, int] = {}
        for one in cube.rows if base.objects else ():
            key = one["budget_line"] or "rest"
            found[key] = found.get(key, 0) + one["amount"]
        return found if all(0 <= ore <= values.get(key, 0) for key, ore in found.items()) else {}
    lines = [line for line in lines_of(path.book, base, path.row.key) if line in values]
    granted = path.ore("granted")
    if granted is None or len(lines) != 1:
        return {line: values[line] for line in lines}
    return {lines[0]: min(granted, values[lines[0]])}


def _less(use: Use, taken: int) -> Use:
    if not taken:
        return use
    ore = int(use.part.value) - taken
    return replace(use, part=replace(use.part, label=f"{use.part.label}, övrigt", value=ore, text=amount(ore)))


def _followed(path: Path, sides: Sides, ore: int) -> Followed:
    year = path.book.year
    if not sides.booked:
        return Followed(_planned(path, ore), "Beslut och avtal", str(year))
    lock, people, heads = _people(path)
    return Followed(_behind(path, ore), "Avtal, utbetalning", _claims_words(path), lock, people, heads)


def _claims_words(path: Path) -> str:
    count = sum(claim.period_to.year == path.book.year for one in path.grants for claim, _ in one.claims)
    if not path.grants:
        return "inget avtal i Finsam"
    return f"{count} rekvisition{'er' * (count != 1)}" if count else "inget rekvirerat"


def _behind(path: Path, booked: int) -> tuple[Part, ...]:
    """What stands behind what is booked: claims, or nothing."""
    parts = parts_of_booked(booked, path.ore("claimed"))
    without = "Bokfört utan avtal" if path.ore("agreed") is None else "Bokfört utan rekvisition"
    about: dict[str, tuple[str, str, Tone]] = {
        "claimed": ("Rekvirerat", claims_url(path.book.association, path.book.year), "river"),
        "unclaimed": (without, path.vouchers_url, "s2" if "claimed" in parts else "river"),
    }
    return tuple(
        Part(label, parts[name], amount(parts[name]), tone=tone, href=href)
        for name, (label, href, tone) in about.items()
        if name in parts
    )


def _planned(path: Path, ore: int) -> tuple[Part, ...]:
    """What of the budget is agreed, decided and not agreed, and not decided; each at most what is left of it."""
    agreement = next((one.agreement.pk for one in path.grants if one.agreement), None)
    agreed = min(path.ore("agreed") or 0, ore)
    granted = max(min(path.ore("granted") or 0, ore) - agreed, 0)
    about: list[tuple[str, int, str, Tone]] = [
        ("Avtalat", agreed, agreement_url(path.book.association, agreement), "river"),
        ("Beslutat, inte avtalat", granted, path.url("granted"), "s2"),
        ("Inte beslutat", ore - agreed - granted, path.url("budget"), "quiet"),
    ]
    return tuple(Part(label, value, amount(value), tone=tone, href=url) for label, value, url, tone in about if value)


# People


def _people(path: Path) -> tuple[Lock | None, Side | None, int]:
    """The lock, and everybody by what became of them; neither when nobody is known, or too few to be shown."""
    heads, each = (path.table.cells.get(("heads", column)) for column in ("count", "each"))
    if not heads or not each or not heads.shown or not each.shown or not heads.value or each.value is None:
        return None, None, 0
    shared = path.ore("all")
    cost = shared if shared is not None else path.ore("booked") or 0
    division = f"{amount(cost)} ÷ {number(int(heads.value))}"
    lock = Lock(f"{KRONOR_PER_PERSON.bare(each.value)} kr per person", division, path.url("heads", "each"))
    count = f"{number(int(heads.value))} deltagare {path.book.year}"
    return lock, Side(_outcomes(path, heads), "Utfall", count), int(heads.value)


def _outcomes(path: Path, heads: Cell) -> tuple[Part, ...]:
    cells = {key: path.table.cells[key, "count"] for key in OUTCOMES if (key, "count") in path.table.cells}
    if not cells:
        return (Part("Deltog", int(heads.value or 0), tone="s1", href=path.url("heads", "count")),)
    if any(cell.hidden for cell in cells.values()):
        label = "Resultaten visas inte, någon grupp är för liten"
        return (Part(label, int(heads.value or 0), tone="s2", href=path.url("heads", "count")),)
    return tuple(
        Part(_outcome(path, key), int(cell.value or 0), tone=TONES[key], href=path.url(key, "count"))
        for key, cell in cells.items()
        if cell.value
    )


def _outcome(path: Path, key: str) -> str:
    return f"{OUTCOMES[key]} {path.book.year + 1}" if key == "ongoing" else OUTCOMES[key]


def claimed_not_booked(path: Path) -> int:
    """Return what is claimed and nowhere in the ledger, in öre."""
    booked = path.ore("booked")
    return 0 if booked is None else parts_of_booked(booked, path.ore("claimed")).get("unbooked", 0)
