"""An agreement's text read into blocks, from the part of Markdown that it may be written in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from finsam.funding.rules.agreement_text import AMOUNTS, REPORTS

Style = Literal["", "strong", "emph"]


@dataclass(frozen=True)
class Words:
    """A piece of running text in one style."""

    text: str
    style: Style = ""


@dataclass(frozen=True)
class Heading:
    """A heading: of a section (2), which gets a number, or inside one (3)."""

    level: Literal[2, 3]
    text: str
    number: str = ""
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    words: Sequence[Words]
    kind: str = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[Sequence[Words]]
    ordered: bool = False
    kind: str = "bullets"


@dataclass(frozen=True)
class Place:
    """Where a table of the agreement stands: its amounts or its reports."""

    kind: str  # AMOUNTS or REPORTS


Block = Heading | Paragraph | Bullets | Place


def read_blocks(text: str) -> list[Block]:
    """Read the text. A table that the text gives no place comes last, so that none can be left out."""
    blocks = list(_numbered(_blocks(MarkdownIt("commonmark", {"html": False}).parse(text))))
    placed = {block.kind for block in blocks if isinstance(block, Place)}
    return [*blocks, *(Place(kind) for kind in (AMOUNTS, REPORTS) if kind not in placed)]


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at)
        yield from _block(tokens[at], [token for token in tokens[at : end + 1] if token.type == "inline"])
        at = end + 1


def _block(token: Token, inside: Sequence[Token]) -> Iterator[Block]:
    if token.type == "heading_open":
        yield Heading(2 if token.tag in {"h1", "h2"} else 3, _text(inside[0]))
    elif token.type == "paragraph_open":
        content = inside[0].content.strip().lower()
        kind = next((kind for kind in (AMOUNTS, REPORTS) if content == f"{{{kind}}}"), "")
        yield Place(kind) if kind else Paragraph(tuple(_words(inside[0])))
    elif token.type in {"bullet_list_open", "ordered_list_open"}:
        yield Bullets([tuple(_words(one)) for one in inside], ordered=token.type == "ordered_list_open")
    elif token.type in {"fence", "code_block"} and token.content.strip():
        yield Paragraph((Words(token.content.strip()),))
    else:
        yield from (Paragraph(tuple(_words(one))) for one in inside)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Give each section its number, and let no sub-section stand before the first."""
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and (block.level == 2 or not number):
            number += 1
            yield Heading(2, block.text, str(number))
        else:
            yield block


def _closing(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place
    return len(tokens) - 1


def _words(inline: Token) -> Iterator[Words]:
    style: Style = ""
    for token in inline.children or ():
        if token.type in {"softbreak", "hardbreak"}:
            yield Words(" ", style)
        elif token.type in {"strong_open", "em_open"}:
            style = "strong" if token.type == "strong_open" else "emph"
        elif token.type in {"strong_close", "em_close"}:
            style = ""
        elif token.content:
            yield Words(token.content, style)


def _text(inline: Token) -> str:
    return "".join(piece.text for piece in _words(inline)).strip()
