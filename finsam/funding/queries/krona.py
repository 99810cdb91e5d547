"""Follow the krona: through the whole association, and on through one intervention to its participants."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.figures.queries import year_links
from finsam.figures.shown import open_url, shown_table
from finsam.funding.links import agreement_url, claims_url, decided_words, decision_url
from finsam.funding.places import funding_crumbs, funding_tabs
from finsam.funding.queries.krona_path import Path, claimed_not_booked, followed_on, path_of
from finsam.funding.queries.krona_sides import Sides, Use, sides_of
from finsam.interventions.facts import interventions_of
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import amount, capital, day
from finsam.money.facts import budget_in_force, budget_lines
from finsam.money.models import Budget
from finsam.ui.charts import Bar, Caption, Hub, Part, Side, bars, both, krona, stream
from finsam.ui.parts import Chip, Link, Tab
from finsam.ui.tables import ShownTable

WHOLE = "alla"
"""What the address asks for to follow nobody."""


@dataclass(frozen=True)
class Said:
    """A piece of a sentence: words, and where they open."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class KronaShown:
    """An intervention followed: the picture, its stages as bars, its table, and what has to be said of them.

    `picture` is empty when nothing of the year can be followed; `warnings` tell where stages differ.
    """

    title: str
    aside: str
    picture: SafeString
    stages: SafeString
    table: ShownTable
    notes: Sequence[Sequence[Said]]
    warnings: Sequence[str]


@dataclass(frozen=True)
class KronaPage:
    """The page: the picture of the whole with one path followed, the path's stages, and both sides as tables."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    years: Sequence[Link]
    choices: Sequence[Chip]
    lead: Sequence[Said]
    picture: SafeString
    caption: str
    followed: KronaShown | None
    followed_title: str
    tables: Sequence[ShownTable]


def intervention_krona(
    book: Book, intervention: Intervention, permissions: Collection[Permission] = ()
) -> KronaShown | None:
    """Return the year's krona through an intervention; None when the year knows nothing of it.

    Small counts of people are hidden, whoever looks. Must be called within the association.
    """
    path = path_of(book, intervention, permissions)
    return _shown(path, sides_of(book)) if _is_known(path) else None


def krona_page(book: Book, asked: str, permissions: Collection[Permission]) -> KronaPage:
    """Return the page of the book's year. `asked` is the key of an intervention; "" the one that cost most."""
    years = year_links(book, "follow-krona")  # first: what follows then knows which years there are
    sides = sides_of(book)
    paths = [path_of(book, row, permissions) for row in book.scope.once(interventions_of)]
    known = [path for path in paths if _is_known(path)]
    chosen = _chosen(known, asked)
    followed = _shown(chosen, sides) if chosen else None
    return KronaPage(
        title=f"Följ kronan {book.year}",
        state="Från bidrag till deltagare. Varje del i bilden går att öppna",
        crumbs=funding_crumbs(book.association, Link("Följ kronan")),
        tabs=funding_tabs(book.association, "follow-krona"),
        years=years,
        choices=_choices(book, known, chosen),
        lead=_lead(book, sides),
        picture=followed.picture if followed and followed.picture else _whole_picture(book, sides),
        caption="" if sides.booked else "Inget är bokfört för året än. Bilden visar den budget som gäller.",
        followed=followed,
        followed_title=f"{chosen.row.title}, steg för steg" if chosen else "",
        tables=[shown_table(book, name) for name in sides.figures if not book.table(name).is_empty],
    )


def _is_known(path: Path) -> bool:
    return any(cell.value for cell in path.table.cells.values())


def _chosen(known: Sequence[Path], asked: str) -> Path | None:
    if asked == WHOLE or not known:
        return None
    named = next((path for path in known if path.row.key == asked), None)
    return named or max(known, key=lambda path: path.ore("booked") or path.ore("granted") or path.ore("budget") or 0)


def _choices(book: Book, known: Sequence[Path], chosen: Path | None) -> list[Chip]:
    page = reverse("follow-krona", args=[book.association.slug])

    def url(key: str) -> str:
        return f"{page}?{urlencode({'ar': book.year, 'insats': key})}"

    return [Chip(path.row.title, url(WHOLE if path is chosen else path.row.key), on=path is chosen) for path in known]


# Words


def _lead(book: Book, sides: Sides) -> list[Said]:
    """Say that the sums tie, in kronor that open, and which § decided the budget."""
    if not sides.left:
        return []
    total = book.table(sides.figures[0]).cells.get(("total", "amount"))
    url = open_url(book.association, total.address) if total and total.value == sides.whole else ""
    came = "kom in" if sides.booked else "ska komma in"
    if sides.from_equity:
        used = "användes" if sides.booked else "ska användas"
        some = "allt" if sides.from_equity == sides.whole else f"{amount(sides.from_equity)} kr av dem"
        came = f"{used} {book.year}, {some} ur eget kapital"
    else:
        came = f"{came} {book.year}"
    went = "visas här till sista kronan" if sides.tie else "går inte ihop med det som gick ut"
    return [Said(f"{amount(sides.whole)} kr", url), Said(f" {came}, och {went}. "), *_decided(book)]


def _decided(book: Book) -> list[Said]:
    version = budget_in_force(book.scope)
    about = ("decided_in__meeting",)
    found = Budget.objects.filter(association=book.association, pk=version.key) if version else Budget.objects.none()
    budget = found.select_related(*about).first()
    if budget is None:
        return []
    if budget.decided_in is None:
        on = f" {day(budget.decided_on)}" if budget.decided_on else ""
        return [Said(f"Budgeten är beslutad{on}.")]
    item = budget.decided_in
    return [
        Said("Budgeten beslutades av "),
        Said(decided_words(item).lower(), decision_url(book.association, item)),
        Said("."),
    ]


def _notes(path: Path) -> list[list[Said]]:
    """Say by which § it was granted, under which agreement, and what its cost is divided by."""
    association = path.book.association
    notes = []
    for one in path.grants:
        item, agreement = one.grant.decided_in, one.agreement
        note = [Said("Beviljat av "), Said(decided_words(item).lower(), decision_url(association, item))]
        if agreement:
            words = f"avtal {agreement.number} med {agreement.counterpart}"
            note += [Said(", "), Said(words, agreement_url(association, agreement.pk))]
        if count := sum(claim.period_to.year == path.book.year for claim, _ in one.claims):
            words = f"{count} rekvisition{'er' * (count != 1)}"
            note += [Said(", "), Said(words, claims_url(association, path.book.year))]
        notes.append([*note, Said(".")])
    notes += [[Said(words)] for words in path.table.footnotes]
    return [*notes, *_pool_note(path)]


def _pool_note(path: Path) -> list[list[Said]]:
    """Say what the whole pool costs, where the intervention is counted for itself (R36b)."""
    table = path.book.table("money.cost_per_participant")
    cells = {column: table.cells.get((path.row.pool, column)) for column in ("cost", "heads", "each")}
    cost, heads, each = cells["cost"], cells["heads"], cells["each"]
    alone = path.table.cells.get(("heads", "count"))
    if not cost or not heads or not each or not each.shown or not alone or heads.value == alone.value:
        return []
    label = next(row.label for row in table.rows if row.key == path.row.pool)
    words = f"{amount(int(cost.value or 0))} ÷ {heads.value} = {amount(int(each.value or 0))} kr"
    url = open_url(path.book.association, each.address)
    return [
        [
            Said(f"Räknat för sig, på egna objekt. Hela kostnadspoolen, {label}: "),
            Said(words, url),
            Said(" per deltagare."),
        ]
    ]


def _warnings(path: Path, *, followed: bool) -> list[str]:
    """Say in words where stages differ, and why a path is not in the picture."""
    said = []
    if ore := claimed_not_booked(path):
        said.append(f"{amount(ore)} kr är rekvirerat men inte bokfört på insatsens objekt, och är inte med i bilden.")
    budget, granted = path.ore("budget"), path.ore("granted")
    if budget is not None and granted is not None and granted > budget:
        said.append(f"{amount(granted - budget)} kr mer är beslutat än vad raden har i budgeten.")
    if not followed:
        said.append("Inget på insatsens objekt eller rad går att följa i bilden för året.")
    return said


# Pictures


def _shown(path: Path, sides: Sides) -> KronaShown:
    picture = _picture(path, sides)
    return KronaShown(
        title=f"Följ kronan {path.book.year}",
        aside="klicka på en del för det den är gjord av",
        picture=picture,
        stages=_stages(path),
        table=_linked(path),
        notes=_notes(path),
        warnings=_warnings(path, followed=bool(picture)),
    )


def _picture(path: Path, sides: Sides) -> SafeString:
    if not sides.tie:
        return SafeString("")
    uses, followed = followed_on(path, sides)
    if followed is None:
        return SafeString("")
    right = Side((uses[0].part, *_followable(path.book, uses[1:])), "Vad de gick till")
    caption = Caption(
        f"krona-{path.row.key}", f"Följ kronan {path.book.year}, {path.row.title}", _described(uses[0].part)
    )
    left, hub = _left(sides), _hub(sides)
    return _drawn(both(lambda theme: krona(left, hub, right, followed, caption, theme=theme)))


def _described(first: Part) -> str:
    return f"{first.label} {first.written} kronor, följt från bidrag till deltagare. Alla belopp står i tabellen."


def _followable(book: Book, uses: Sequence[Use]) -> list[Part]:
    """Let a line that an intervention is booked on be followed when it is clicked; other parts open."""
    page = reverse("follow-krona", args=[book.association.slug])
    owners = {code: row.key for row in book.scope.once(interventions_of) for code in row.ledger_objects}
    lines = {key: owners.get(line.ledger_object, "") for key, line in book.scope.once(budget_lines).items()}
    return [
        replace(use.part, href=f"{page}?{urlencode({'ar': book.year, 'insats': lines[use.key]})}")
        if lines.get(use.key)
        else use.part
        for use in uses
    ]


def _whole_picture(book: Book, sides: Sides) -> SafeString:
    if not sides.tie:
        return SafeString("")
    right = Side(tuple(_followable(book, sides.uses)), "Vad de gick till")
    caption = Caption("krona", f"Följ kronan {book.year}", f"{amount(sides.whole)} kronor in och lika mycket ut.")
    return _drawn(both(lambda theme: stream(_left(sides), _hub(sides), right, caption, theme=theme)))


def _left(sides: Sides) -> Side:
    return Side(tuple(sides.left), "Bidrag", "bokförda intäkter" if sides.booked else "budgeterade intäkter")


def _hub(sides: Sides) -> Hub:
    return Hub(amount(sides.whole), "kronor till förbundet", title="Förbundet", title_note="styrelsens budget")


def _stages(path: Path) -> SafeString:
    """Draw each stage as a bar, and what differs between two of them as a pale one."""
    rows = [
        Bar(
            row.label, ore, amount(ore), tone="quiet" if row.kind == "part" else None, href=path.url(row.key),
        )
        for row in path.table.rows
        if (ore := path.ore(row.key)) is not None and ore >= 0 and row.key != "all"
    ]  # fmt: skip
    if not any(row.value for row in rows):
        return SafeString("")
    caption = Caption(f"steg-{path.row.key}", f"Kronans steg {path.book.year}", "Alla belopp står i tabellen.")
    return _drawn(both(lambda theme: bars(rows, caption, theme=theme.sized(560) if not theme.narrow else theme)))


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  drawn by us, every word escaped


# The table


def _linked(path: Path) -> ShownTable:
    """Return the figure's table with the name of each stage leading to what it stands on."""
    association, year = path.book.association, path.book.year
    first = path.grants[0] if path.grants else None
    urls = {
        "granted": decision_url(association, first.grant.decided_in) if first else "",
        "agreed": agreement_url(association, first.agreement.pk if first.agreement else None) if first else "",
        "claimed": claims_url(association, year) if first else "",
        "paid": claims_url(association, year) if first else "",
        "booked": path.vouchers_url,
        "unclaimed": path.vouchers_url,
    }
    shown = shown_table(path.book, path.name, path.table)
    rows = [
        replace(
            line,
            cells=[replace(line.cells[0], href=urls.get(row.key, "")), *line.cells[1:]],
            remark=capital(line.remark) if line.remark else "",
        )
        for line, row in zip(shown.rows, path.table.rows, strict=True)
    ]
    return replace(shown, rows=rows, footnotes=())
