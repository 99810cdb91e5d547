"""The text of minutes as published: without what must not be on the web (R27)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from finsam.cases.queries import SECRET, is_secret
from finsam.meetings.minutes_text.text import MinutesText, ParagraphText
from finsam.meetings.models import Item, Masking
from finsam.meetings.records import Record

REMOVED = "[uppgift borttagen]"


def public_text(text: MinutesText, maskings: Iterable[Masking]) -> MinutesText:
    """Return the text with masked phrases removed and withheld §§ reduced to number, title and decision.

    A phrase nobody has decided on yet is removed too. It is found whatever its case, spaces, marks of style and a
    genitive s.
    """
    phrases = [masking.phrase for masking in maskings if masking.masked is not False]
    published = replace(text, paragraphs=tuple(map(_reduced, text.paragraphs)))
    pattern = _pattern(phrases)
    return _masked(published, pattern) if pattern else published


def without_secrets(text: MinutesText, record: Record) -> MinutesText:
    """Return the text for those who may not read what is secret: of a § about a secret case its number alone."""
    pairs = zip(text.paragraphs, record.items, strict=True)
    return replace(text, paragraphs=tuple(_without_secrets(paragraph, item, record) for paragraph, item in pairs))


def _without_secrets(paragraph: ParagraphText, item: Item, record: Record) -> ParagraphText:
    if item.case and item.case.secret:
        title = f"{SECRET}, {item.case.diary_number}"
        return ParagraphText(paragraph.number, paragraph.shown, title, paragraph.kind, withheld=True)
    hidden = {record.annex_numbers[annex.pk] for annex in item.annexes.all() if is_secret(annex.document)}
    annexes = tuple(replace(one, title=SECRET) if one.number in hidden else one for one in paragraph.annexes)
    return replace(paragraph, annexes=annexes)


def _reduced(paragraph: ParagraphText) -> ParagraphText:
    if not paragraph.withheld:
        return paragraph
    return ParagraphText(
        number=paragraph.number,
        shown=paragraph.shown,
        title=paragraph.title,
        kind=paragraph.kind,
        decision_intro=paragraph.decision_intro,
        decision=paragraph.decision,
        withheld=True,
    )


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """The longest phrase first, so that one inside another leaves nothing behind."""
    parted = sorted((phrase.split() for phrase in phrases if phrase.strip()), key=lambda p: -sum(map(len, p)))
    if not parted:
        return None
    ways = "|".join(r"[\s*_]+".join(map(re.escape, words)) for words in parted)
    return re.compile(rf"(?<!\w)(?:{ways})(?=s?(?!\w))", re.IGNORECASE)


def _masked(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(REMOVED, value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: _masked(getattr(value, f.name), pattern) for f in fields(value)}
        return replace(value, **changes)
    if isinstance(value, Sequence):
        return tuple(_masked(part, pattern) for part in value)
    return value
