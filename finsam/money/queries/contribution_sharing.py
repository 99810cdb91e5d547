"""What a year's contributions are shared from: who pays, the parties' shares, the weights, and the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from finsam.core.models import Association
from finsam.figures.registry import Scope
from finsam.figures.rules.tables import RowKind
from finsam.kernel.amounts import round_half_up
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NOTHING, SPACE, capital, exact, number
from finsam.money.actions.contributions import contributors_in, proposed
from finsam.money.contribution_facts import told_shares
from finsam.money.models import Basis, Contribution, ContributionRound, Contributor
from finsam.money.rules.contributions import INDEXED, KRONA, PARTIES, WHOLE, Shares, indexed, parts_known, shares_on
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

Weights = Mapping[int, int | None]


@dataclass(frozen=True)
class Known:
    """What is known when the rest is computed: the whole or a party's part, or the year before and an index."""

    known: str
    ore: int | None
    basis: str
    weights: Weights
    index_percent: Decimal | None = None


@dataclass(frozen=True)
class Computed:
    """Every party's part, and what each contributor pays, öre by id."""

    parts: Mapping[str, int]
    ore: Mapping[int, int]

    @property
    def whole(self) -> int:
        """All of it, öre."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Sharing:
    """What a year is shared from. `before` is what was decided the year before; both in öre by contributor."""

    year: int
    contributors: Sequence[Contributor]
    shares: Shares
    before: Mapping[int, int]
    held: Mapping[int, Contribution]  # what is written of the year, by contributor
    row: ContributionRound | None
    model: ContributionRound | None  # the round itself, or the latest before, to begin from

    @property
    def weights(self) -> dict[int, int]:
        """The weights of the round, or of the latest before."""
        return {weight.contributor_id: weight.weight for weight in self.model.weights.all()} if self.model else {}

    @property
    def weighed(self) -> list[Contributor]:
        """Those who share a part with others, and so need a weight."""
        kinds = [row.kind for row in self.contributors]
        return [row for row in self.contributors if kinds.count(row.kind) > 1]

    def compute(self, known: Known) -> Computed:
        """Compute every part from what is known. Raises ValueError with a Swedish sentence."""
        parts = parts_known(*self._start(known), self.shares)
        return Computed(parts, proposed(parts, list(self.contributors), known.basis, known.weights))

    @property
    def total(self) -> int:
        """What the round says of all together, else the sum of what is written; 0 when nothing is."""
        if self.row and self.row.total_ore is not None:
            return self.row.total_ore
        return sum(row.latest_ore or 0 for row in self.held.values())

    @property
    def proposed(self) -> Computed | None:
        """What the form computes when it is opened: the year as it stands, else as the year before. None: not known."""
        total = self.total
        basis = self.model.basis if self.model else Basis.POPULATION
        if not total and not any(self.before.values()):
            return None
        try:
            return self.compute(Known(WHOLE if total else INDEXED, total, basis, self.weights))
        except ValueError:
            return None

    def _start(self, known: Known) -> tuple[str, int]:
        """The part to start from: the year before with its index, what is typed, or fixed amounts."""
        if known.known == INDEXED:
            return WHOLE, indexed(sum(self.before.values()), Fraction(known.index_percent or 0))
        if known.ore is not None:
            return known.known, known.ore
        towns = [row.pk for row in self.contributors if row.kind == "municipality"]
        fixed = [weight for key in towns if (weight := known.weights.get(key)) is not None]
        if known.basis == Basis.FIXED and len(fixed) == len(towns) > 1:
            return "municipality", sum(fixed) * KRONA
        raise ValueError("Skriv beloppet som är känt: alla bidrag tillsammans, eller en parts del.")

    def shown(self, computed: Computed) -> ShownTable:
        """Lay out what is computed, beside what was decided the year before."""
        columns = [ShownColumn("Bidragsgivare", "words"), ShownColumn(str(self.year), current=True)]
        columns += [ShownColumn(str(self.year - 1)), ShownColumn("Ändring")] if self.before else []
        rows = []
        for kind in self.shares:
            of_kind = [row for row in self.contributors if row.kind == kind]
            rows += [self._row(row.name, computed.ore[row.pk], self.before.get(row.pk)) for row in of_kind]
            if len(of_kind) > 1:
                before = sum(self.before.get(row.pk, 0) for row in of_kind)
                rows.append(self._row(f"{capital(PARTIES[kind])} tillsammans", computed.parts[kind], before, "sum"))
        rows.append(self._row("Summa", computed.whole, sum(self.before.values()), "total"))
        return ShownTable("Så fördelas bidragen", columns, rows, unit="kronor")

    def _row(self, name: str, ore: int, before: int | None, kind: RowKind = "item") -> ShownRow:
        cells = [ShownCell(name), ShownCell(exact(ore))]
        if self.before:
            cells += [ShownCell(NOTHING if before is None else exact(before)), ShownCell(_change(ore, before))]
        return ShownRow(cells, kind)


def _change(ore: int, before: int | None) -> str:
    if not before:
        return NOTHING
    return f"{number(round_half_up(Fraction(100 * (ore - before), before), 1), signed=True)}{SPACE}%"


def sharing_of(association: Association, year: int) -> Sharing:
    """Read what a year is shared from. Raises ValueError when nobody pays, or the shares are not one whole."""
    contributors = contributors_in(association, year)
    if not contributors:
        raise ValueError("Det finns inga bidragsgivare. Lägg till dem först.")
    told = told_shares(Scope(association, Period.year(year)))
    rounds = ContributionRound.objects.filter(association=association, year__lte=year).order_by("-year")
    found = list(rounds.prefetch_related("weights")[:1])
    told_years = list(Contribution.objects.filter(association=association, year__in=[year - 1, year]))
    return Sharing(
        year=year,
        contributors=contributors,
        shares=shares_on(told, date(year, 1, 1), {row.kind for row in contributors}),
        before={row.contributor_id: row.amount_ore or 0 for row in told_years if row.year < year},
        held={row.contributor_id: row for row in told_years if row.year == year},
        row=found[0] if found and found[0].year == year else None,
        model=found[0] if found else None,
    )
