"""The text of minutes with what a page adds to it: links to annexes, and to where each § is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finsam.meetings.minutes_text import Attending, MinutesText, ParagraphText


@dataclass(frozen=True)
class ShownAnnex:
    """An annex, with its address when whoever reads may open it."""

    number: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class ShownParagraph:
    """A § with what the page adds."""

    text: ParagraphText
    annexes: Sequence[ShownAnnex]
    edit_url: str = ""


@dataclass(frozen=True)
class Sheet:
    """Minutes as a page shows them."""

    text: MinutesText
    attending: Sequence[tuple[str, Sequence[Attending]]]  # the groups that have somebody
    rows: Sequence[tuple[str, str]]  # the rest of the cover sheet
    paragraphs: Sequence[ShownParagraph]


def sheet_of(
    text: MinutesText, *, annexes: Mapping[str, str] | None = None, edits: Mapping[int, str] | None = None
) -> Sheet:
    """Return the text as a page shows it: addresses of annexes by their number, of editing by §."""
    groups = (
        ("Beslutande", text.deciding),
        ("Ej beslutande", text.not_deciding),
        ("Övriga", text.others),
        ("Frånvarande", text.absent),
    )
    rows = (
        ("Justerare", text.adjusters),
        ("Paragrafer", text.numbers),
        ("Beslutsförhet", text.quorum),
        ("Förvaring", text.kept_at),
        ("Diarienummer", text.diary_number),
    )
    return Sheet(
        text=text,
        attending=[group for group in groups if group[1]],
        rows=[row for row in rows if row[1]],
        paragraphs=[
            ShownParagraph(
                paragraph,
                [ShownAnnex(a.number, a.title, (annexes or {}).get(a.number, "")) for a in paragraph.annexes],
                (edits or {}).get(paragraph.number, ""),
            )
            for paragraph in text.paragraphs
        ],
    )
