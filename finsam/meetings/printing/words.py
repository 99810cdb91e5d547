"""Words as they are set: numbers that do not break, Markdown as blocks of a printed document."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from finsam.kernel.swedish import MONTHS, NARROW_SPACE, SPACE, WEEKDAYS
from finsam.meetings.rules import prose
from finsam.pdf.document import Bullets, Column, Paragraph, Row, Run, Table

_GROUPS = re.compile(r"(?<!\d)\d{1,3}(?:[ \xa0]\d{3})+(?!\d)(?: (?=kr\b|kronor\b))?")
_KEPT = re.compile(r"(§§?|\bkl\.|\bs\.|\bden \d{1,2}|\bBilaga) (?=[\dA-Za-zåäö])")


def kept(text: str) -> str:
    """Return the text with its numbers, §§ and times kept on one line."""
    grouped = _GROUPS.sub(lambda found: _narrow(found[0]), text)
    return _KEPT.sub(lambda found: found[1] + SPACE, grouped)


def _narrow(number: str) -> str:
    inside = re.sub(r"[ \xa0]", NARROW_SPACE, number.rstrip())
    return inside + (SPACE if number.endswith(" ") else "")


def long_day(value: date) -> str:
    """Write "fredag 19 november 2021"."""
    return f"{WEEKDAYS[value.weekday()]} {value.day}{SPACE}{MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """Write "19 november"."""
    return f"{value.day}{SPACE}{MONTHS[value.month - 1]}"


def moment(value: datetime) -> str:
    """Write "2021-11-24 kl. 10.12.40", in Swedish time."""
    local = timezone.localtime(value)
    return f"{local:%Y-%m-%d} kl.{SPACE}{local:%H.%M.%S}"


def blocks_of(markdown: str) -> Iterator[Paragraph | Bullets | Table]:
    """Set Markdown."""
    for block in prose.read_prose(markdown):
        match block:
            case prose.Paragraph(text):
                yield Paragraph(_runs(text))
            case prose.Bullets(items, ordered):
                yield Bullets([_runs(item) for item in items], ordered=ordered)
            case prose.Table():
                yield _table(block)


def _runs(text: prose.Text) -> list[Run]:
    return [Run(kept(words.text), words.style, words.link) for words in text]


def _table(table: prose.Table) -> Table:
    columns = [
        Column(kept(head), "number" if right else "words") for head, right in zip(table.heads, table.right, strict=True)
    ]
    return Table("", columns, [Row([kept(cell) for cell in row]) for row in table.rows])
