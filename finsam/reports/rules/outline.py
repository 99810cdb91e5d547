"""A report's text read into chapters and blocks: Markdown in which figures, tables and charts stand by name.

The language is described in docs/report-text.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from finsam.kernel.faults import Fault

MARK = re.compile(r"\{\{\s*(.+?)\s*\}\}")
BLOCKS = frozenset(
    {"table", "chart", "key", "margin", "each", "end", "sheets", "signatures", "derivation", "summary", "comments"}
)
"""What a block may be called."""
_BLOCK = re.compile(rf"\{{\{{\s*({'|'.join(sorted(BLOCKS))})\b\s*(.*?)\s*\}}\}}")
APPENDIX = "Bilaga:"
UNNUMBERED = "{-}"
VARIABLES = frozenset({
    "year", "last_year", "next_year", "month", "period", "last_period", "period_end", "association", "short", "members",
    "each",
})  # fmt: skip
"""What a mark without a figure may name."""


@dataclass(frozen=True)
class Reference:
    """A figure named in text: "room.figure@key:row:column", and whether its unit is left out."""

    figure: str
    row: str = ""
    column: str = ""
    bare: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of running text: words, a figure, a variable, or words marked as typed."""

    text: str = ""
    style: Literal["", "strong", "emph"] = ""
    link: str = ""
    reference: Reference | None = None
    variable: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a lead is set larger."""

    pieces: Sequence[Piece]
    lead: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[Sequence[Piece]]
    ordered: bool = False


@dataclass(frozen=True)
class Heading:
    """A section (level 2) or sub-section (level 3)."""

    level: Literal[2, 3]
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Directive:
    """A block by its name (BLOCKS), with what stands after it."""

    kind: str
    words: Sequence[str]


@dataclass(frozen=True)
class Each:
    """Blocks repeated for every key of a figure."""

    figure: str
    blocks: Sequence["Block"]


Block = Paragraph | Bullets | Heading | Directive | Each


@dataclass(frozen=True)
class Chapter:
    """A chapter or an appendix with its blocks."""

    title: str
    blocks: Sequence[Block] = ()
    appendix: bool = False
    numbered: bool = True


@dataclass
class _Reader:
    chapters: list[tuple[str, list[Block]]] = field(default_factory=list)
    stack: list[tuple[str, list[Block]]] = field(default_factory=list)

    def add(self, block: Block) -> None:
        if self.stack:
            self.stack[-1][1].append(block)
        elif self.chapters:
            self.chapters[-1][1].append(block)

    def directive(self, kind: str, words: Sequence[str]) -> None:
        if kind == "each":
            self.stack.append((words[0], []))
        elif kind == "end" and self.stack:
            figure, blocks = self.stack.pop()
            self.add(Each(figure, tuple(blocks)))
        else:
            self.add(Directive(kind, words))


def read_outline(text: str) -> list[Chapter]:
    """Read a report's text. Text before the first chapter heading is left out."""
    reader = _Reader()
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _closing(tokens, place)
        _read_block(reader, token, tokens[place + 1 : end])
        place = end + 1
    return [_chapter(title, blocks) for title, blocks in reader.chapters]


def _closing(tokens: Sequence[Token], place: int) -> int:
    if tokens[place].nesting != 1:
        return place
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _read_block(reader: _Reader, token: Token, inside: Sequence[Token]) -> None:
    inline = next((t for t in inside if t.type == "inline"), None)
    if token.type == "heading_open" and inline:
        _read_heading(reader, int(token.tag[1]), inline)
    elif token.type == "paragraph_open" and inline:
        block = _BLOCK.fullmatch(inline.content.strip().replace("\n", " "))
        if block and (block[1] != "each" or block[2]):
            reader.directive(block[1], [words.strip() for words in block[2].split("|")])
        else:
            reader.add(Paragraph(tuple(_pieces(inline))))
    elif token.type == "blockquote_open" and inline:
        for paragraph in (token for token in inside if token.type == "inline"):
            reader.add(Paragraph(tuple(_pieces(paragraph)), lead=True))
    elif token.type in {"bullet_list_open", "ordered_list_open"}:
        items = [tuple(_pieces(t)) for t in inside if t.type == "inline"]
        reader.add(Bullets(tuple(items), ordered=token.type == "ordered_list_open"))


def _read_heading(reader: _Reader, level: int, inline: Token) -> None:
    if level == 1:
        reader.chapters.append((inline.content.strip(), []))
    else:
        reader.add(Heading(2 if level == 2 else 3, tuple(_pieces(inline))))


def _chapter(title: str, blocks: list[Block]) -> Chapter:
    numbered = not title.endswith(UNNUMBERED)
    title = title.removesuffix(UNNUMBERED).strip()
    appendix = title.startswith(APPENDIX)
    return Chapter(title.removeprefix(APPENDIX).strip(), tuple(blocks), appendix, numbered)


def _pieces(inline: Token) -> Iterator[Piece]:
    style: Literal["", "strong", "emph"] = ""
    link = ""
    for token in inline.children or ():
        if token.type == "text":
            yield from marked(token.content, style, link)
        elif token.type in {"softbreak", "hardbreak"}:
            yield Piece(" ", style, link)
        elif token.type in {"strong_open", "em_open"}:
            style = "strong" if token.type == "strong_open" else "emph"
        elif token.type in {"strong_close", "em_close"}:
            style = ""
        elif token.type == "link_open":
            link = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            link = ""
        elif token.content:
            yield Piece(token.content, style, link)


def marked(text: str, style: Literal["", "strong", "emph"] = "", link: str = "") -> Iterator[Piece]:
    """Part a text at its {{marks}}."""
    at = 0
    for found in MARK.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()], style, link)
        yield _mark(found[1], style)
        at = found.end()
    if at < len(text):
        yield Piece(text[at:], style, link)


def _mark(inside: str, style: Literal["", "strong", "emph"]) -> Piece:
    if inside.startswith("typed "):
        return Piece(inside.removeprefix("typed ").strip(), style, typed=True)
    name, _, form = (part.strip() for part in inside.partition("|"))
    if "." not in name:
        return Piece(variable=name, style=style)
    return Piece(style=style, reference=reference(name, bare=form == "bare"))


def reference(name: str, *, bare: bool = False) -> Reference:
    """Read "room.figure@key:row:column"."""
    figure, row, column = [*(part.strip() for part in name.split(":")), "", ""][:3]
    return Reference(figure, row, column, bare)


_DIGITS = re.compile(r"\d[\d\s  ]*(?:,\d+)?")
_HARMLESS = re.compile(
    r"\(?\b\d{4}:\d+\)?"  # laws
    r"|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:19|20)\d\d(?:[–-]\d\d(?:\d\d)?)?\b"  # years
    r"|\b\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
    r"|\b\d+(?:–\d+)? ?§§?|§§? ?\d+(?:–\d+)?"
    r"|\b\d{1,2}–\d{1,2} år\b|\b\d{1,2}(?:,\d)? år\b"
)


def typed_numbers(chapters: Sequence[Chapter]) -> list[str]:
    """Return the numbers in running text that are neither figures, dates, laws nor marked as typed (rule R36)."""
    found = []
    for pieces in all_pieces(chapters):
        for piece in pieces:
            if piece.text and not piece.typed:
                found += [match.strip() for match in _DIGITS.findall(_HARMLESS.sub("", piece.text))]
    return found


def all_pieces(chapters: Sequence[Chapter]) -> Iterator[Sequence[Piece]]:
    """Every run of text in the report."""

    def inside(blocks: Sequence[Block]) -> Iterator[Sequence[Piece]]:
        for block in blocks:
            match block:
                case Paragraph(pieces) | Heading(_, pieces):
                    yield pieces
                case Bullets(items):
                    yield from items
                case Each(_, nested):
                    yield from inside(nested)

    for chapter in chapters:
        yield from inside(chapter.blocks)


def faults_in(text: str, file: str) -> list[Fault]:
    """Return what is wrong in how the text is written: marks left open, repeats that never end, skipped levels."""
    faults = []
    depth, level = 0, 0
    for line, words in enumerate(text.splitlines(), 1):
        if words.count("{{") != words.count("}}"):
            faults.append(Fault("Ett märke {{ … }} är inte slutet på samma rad", file, line))
        depth += words.startswith("{{each") - words.startswith("{{end")
        if depth < 0:
            faults.append(Fault("{{end}} utan {{each}}", file, line))
            depth = 0
        if words.startswith("#"):
            its = len(words) - len(words.lstrip("#"))
            if its > level + 1:
                faults.append(Fault("Rubriken hoppar över en nivå", file, line))
            level = its
    if depth:
        faults.append(Fault("{{each …}} utan {{end}}", file))
    return faults
