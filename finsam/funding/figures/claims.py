"""What project owners have claimed of their agreements, by intervention."""

from finsam.figures.book import Book
from finsam.figures.registry import figure
from finsam.figures.rules.cells import difference
from finsam.figures.rules.cubes import TOTAL
from finsam.figures.rules.tables import Category, Sheet, Table
from finsam.figures.rules.units import KRONOR
from finsam.funding.claim_facts import AGREED, CLAIMS

COLUMNS = (
    Category("agreed", "Avtalat"),
    Category("claimed", "Rekvirerat", current=True),
    Category("attested", "Attesterat"),
    Category("paid", "Betalt"),
    Category("rest", "Kvar av avtalet", signed=True),
)


@figure(
    "funding.claims",
    title="Rekvirerat per insats",
    definition="Vad som är avtalat med projektägarna för året, och vad de har rekvirerat av det. Rekvirerat är summan "
    "av inlämnade rekvisitioner som inte är återlämnade, vars period slutar under året; attesterat är de av dem som "
    "två har attesterat, betalt de som är betalda. Kvar av avtalet är avtalat minus rekvirerat.",
    base="avtal som båda parter har undertecknat, och inlämnade rekvisitioner",
    unit=KRONOR,
    source="Avtalen och rekvisitionerna i Finsam",
)
def claims(book: Book) -> Table:
    """Each intervention with an agreement or a claim of the year, and their sum."""
    agreed, claimed = book.cube(AGREED), book.cube(CLAIMS)
    sheet = Sheet(list(COLUMNS), "Insats")
    used = {row["intervention"] for cube in (agreed, claimed) for row in cube.rows}
    keys = [one for one in agreed.categories["intervention"] if one.key in used]
    for one in keys:
        of_agreed, of_claims = agreed.where(intervention=one.key), claimed.where(intervention=one.key)
        first = of_agreed.cell("agreed")
        stages = [of_claims.cell(stage) for stage in ("claimed", "attested", "paid")]
        sheet.row(one, [first, *stages, difference(first, stages[0])])
    if len(keys) > 1:
        sheet.sum(TOTAL.key, "Summa", [one.key for one in keys], "total")
    return sheet.table()
