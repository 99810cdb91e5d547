"""The running text of a §: Markdown with paragraphs, lists, tables, emphasis and links, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Style = Literal["", "strong", "emph"]
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.disable(["heading", "lheading", "code", "fence", "hr", "blockquote", "image", "reference", "html_block"])


@dataclass(frozen=True)
class Words:
    """A piece of text in one style, perhaps a link."""

    text: str
    style: Style = ""
    link: str = ""


Text = Sequence[Words]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: Text


@dataclass(frozen=True)
class Bullets:
    """A list, its lists inside made flat."""

    items: Sequence[Text]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of plain words, and which columns are set right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]


Block = Paragraph | Bullets | Table


def read_prose(text: str) -> list[Block]:
    """Read Markdown into blocks. What is not one of ours stands as it was written."""
    tokens = _MARKDOWN.parse(text)
    blocks: list[Block] = []
    place = 0
    while place < len(tokens):
        end = _closing(tokens, place)
        blocks += _block(tokens[place], tokens[place : end + 1])
        place = end + 1
    return blocks


def prose_html(text: str) -> str:
    """Return Markdown as HTML that is safe to show: no raw HTML, no headings, no pictures, no unsafe links, no style.

    A cell that is set right has the class "number".
    """
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.attrs.pop("style", ""):
            token.attrs["class"] = "number"
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def _closing(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _block(token: Token, inside: Sequence[Token]) -> Iterator[Block]:
    lines = [tuple(_words(part)) for part in inside if part.type == "inline"]
    if token.type == "paragraph_open":
        yield from map(Paragraph, lines)
    elif token.type in {"bullet_list_open", "ordered_list_open"}:
        yield Bullets(tuple(lines), ordered=token.type == "ordered_list_open")
    elif token.type == "table_open":
        yield _table(inside)


def _table(inside: Sequence[Token]) -> Table:
    rows: list[list[str]] = []
    right: list[bool] = []
    for before, part in pairwise(inside):
        if before.type == "tr_open":
            rows.append([])
        if before.type == "th_open":
            right.append("right" in str(before.attrGet("style") or ""))
        if part.type == "inline":
            rows[-1].append("".join(words.text for words in _words(part)))
    return Table(tuple(rows[0]), tuple(map(tuple, rows[1:])), tuple(right))


def _words(inline: Token) -> Iterator[Words]:
    style: Style = ""
    link = ""
    for token in inline.children or ():
        match token.type:
            case "softbreak" | "hardbreak":
                yield Words(" ", style, link)
            case "strong_open" | "em_open":
                style = "strong" if token.type == "strong_open" else "emph"
            case "strong_close" | "em_close":
                style = ""
            case "link_open":
                link = str(token.attrGet("href") or "")
            case "link_close":
                link = ""
            case _ if token.content:
                yield Words(token.content, style, link)
