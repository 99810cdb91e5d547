"""What it takes to read a PDF back: its structure tree, its text, where the text stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Element:
    """A structure element: its kind, itself and its depth."""

    kind: str
    node: pikepdf.Object
    depth: int

    def attribute(self, name: str) -> str:
        """An attribute such as /Scope, or an empty string."""
        held: Any = self.node.get("/A", [])
        for attributes in held if isinstance(held, pikepdf.Array) else [held]:
            if name in attributes:
                return str(attributes[name])
        return ""


class Read:
    """A PDF read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(BytesIO(content))
        self.drawn = pypdfium2.PdfDocument(content)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, in reading order, line breaks as spaces."""
        return [" ".join(page.get_textpage().get_text_range().split()) for page in self.drawn]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return " ".join(self.pages)

    @cached_property
    def elements(self) -> list[Element]:
        """The structure tree, flat, in reading order."""
        return list(_walk(self.pdf.Root.StructTreeRoot, 0))

    def of(self, *kinds: str) -> list[Element]:
        """The elements of these kinds."""
        return [element for element in self.elements if element.kind in kinds]

    @cached_property
    def texted(self) -> set[tuple[int, int]]:
        """(Page object, marked content id) of everything that shows text."""
        return {found for page in self.pdf.pages for found in _texted(page)}

    def has_text(self, element: Element) -> bool:
        """Whether anything under the element shows text."""
        return any(mark in self.texted for mark in _marks(element.node, element.node))

    def lines(self, page: int) -> list[tuple[float, float, float, float]]:
        """The boxes of text on a page: left, bottom, right, top in points."""
        text = self.drawn[page].get_textpage()
        return [text.get_rect(i) for i in range(text.count_rects())]


def _kids(node: pikepdf.Object) -> list[Any]:
    held: Any = node.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _walk(node: pikepdf.Object, depth: int) -> Iterator[Element]:
    yield Element(str(node.get("/S", "/"))[1:], node, depth)
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _walk(kid, depth + 1)


def _marks(node: pikepdf.Object, page: pikepdf.Object) -> Iterator[tuple[int, int]]:
    page = node.get("/Pg", page)
    for kid in _kids(node):
        if not isinstance(kid, pikepdf.Dictionary):
            yield page.objgen[0], int(kid)
        elif "/MCID" in kid:
            yield kid.get("/Pg", page).objgen[0], int(kid.MCID)
        else:
            yield from _marks(kid, page)


def _texted(page: pikepdf.Page) -> Iterator[tuple[int, int]]:
    marks: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "BDC" | "BMC":
                properties = instruction.operands[-1]
                held = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                marks.append(int(properties.MCID) if held else None)
            case "EMC":
                marks.pop()
            case "Tj" | "TJ":
                yield from ((page.obj.objgen[0], mark) for mark in marks if mark is not None)
