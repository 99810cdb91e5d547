"""The public page of the open data: what is here, under which licence, from when, and what each field means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from finsam.core.models import Association
from finsam.funding.queries.open_data import LICENCE, LICENCE_URL, OpenData, OpenGrant
from finsam.funding.queries.open_data_files import FIELDS
from finsam.kernel.swedish import amount
from finsam.ui.parts import Fact, Link
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

SHOWN = 50
"""How many grants the page shows; the files have them all."""


@dataclass(frozen=True)
class OpenDataPage:
    """The page."""

    title: str
    state: str
    files: Sequence[Link]
    facts: Sequence[Fact]
    grants: ShownTable | None
    rejections: Sequence[tuple[str, str, str]]
    fields: Sequence[Fact]


def open_data_page(association: Association, data: OpenData) -> OpenDataPage:
    """Return the page of what is published."""
    csv, json = (reverse("open-grants", args=[association.slug, ending]) for ending in ("csv", "json"))
    updated = str(data.updated_on) if data.updated_on else "Inget är justerat än"
    return OpenDataPage(
        title="Öppna data",
        state=association.name,
        files=[Link("Beviljade medel, CSV", csv), Link("Beviljade medel, JSON", json)],
        facts=[
            Fact("Vad", "Medel som styrelsen har beviljat i justerade protokoll"),
            Fact("Licens", f"{LICENCE}, fritt att använda", LICENCE_URL),
            Fact("Uppdaterat", updated),
            Fact("Personuppgifter", "Inga. Bara organisationer står i filerna"),
        ],
        grants=_table(data) if data.grants else None,
        rejections=[
            (f"{one.diary_number} {one.title}", f"{one.decided_on}, § {one.paragraph}", one.source_url)
            for one in data.rejections[:SHOWN]
        ],
        fields=[Fact(name, words) for name, words in FIELDS],
    )


def _table(data: OpenData) -> ShownTable:
    columns = [
        ShownColumn("Insats", "words"), ShownColumn("Mottagare", "words"), ShownColumn("Beslut", "words"),
        ShownColumn("År", "words"), ShownColumn("Kronor", current=True),
    ]  # fmt: skip
    kept = data.grants[:SHOWN]
    left = len(data.grants) - len(kept)
    footnotes = [f"{left} till finns i filerna."] if left else []
    return ShownTable("Beviljade medel", columns, [_row(one) for one in kept], footnotes=footnotes)


def _row(one: OpenGrant) -> ShownRow:
    years = [year for year, _ in one.amounts]
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else ""
    decided = f"{one.decided_on}, § {one.paragraph}" if one.paragraph else str(one.decided_on)
    return ShownRow(
        [
            ShownCell(one.title), ShownCell(one.recipient), ShownCell(decided, one.source_url), ShownCell(span),
            ShownCell(amount(one.total_ore)),
        ],
        remark=one.direction,
    )  # fmt: skip
