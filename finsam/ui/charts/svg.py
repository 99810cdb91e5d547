"""Writes SVG: a drawing collects marks, escapes every word and ends as one string."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Literal

from finsam.kernel.swedish import NARROW_SPACE
from finsam.ui.charts.lettering import text_width, wrap
from finsam.ui.charts.theme import Theme

_SMALL, _TEXT = 480, 800  # the widest that charts.css treats as small and as text
_THIN_SPACE = "\N{THIN SPACE}"

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Caption:
    """A chart's name and what it says in words; `key` makes its ids unique on the page."""

    key: str
    title: str
    description: str = ""


def short(value: float) -> str:
    """Write a coordinate with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(*pairs: tuple[float, float]) -> str:
    """Write coordinates as a path wants them: "1 2 3 4"."""
    return " ".join(f"{short(x)} {short(y)}" for x, y in pairs)


def element(name: str, attributes: dict[str, str], content: str = "") -> str:
    """Write one element; attribute values are escaped, the content is markup already."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


class Drawing:
    """Marks on one surface, in the order they are drawn."""

    def __init__(self, theme: Theme, width: float) -> None:
        self.theme = theme
        self.width = width
        self._marks: list[str] = []
        self._linked = False

    def measure(self, words: str, role: str = "label") -> float:
        """Return how much room the words need, a little more than they take."""
        return text_width(words, self.theme.type_size(role))

    def wrap(self, words: str, room: float, role: str = "label") -> tuple[str, ...]:
        """Break words into at most two lines for the room."""
        return wrap(words, self.theme.type_size(role), room) if words else ()

    def rect(self, x: float, y: float, width: float, height: float, *roles: str) -> None:
        """Draw a rectangle; one without extent is left out."""
        if width > 0 and height > 0:
            self._mark("rect", roles, x=x, y=y, width=width, height=height)

    def line(self, x1: float, y1: float, x2: float, y2: float, *roles: str) -> None:
        self._mark("line", roles, x1=x1, y1=y1, x2=x2, y2=y2)

    def tick(self, x: float, top: float, bottom: float) -> None:
        """Draw an upright ink stroke in a thin casing, so that it shows on any tone."""
        self.line(x, top, x, bottom, "casing")
        self.line(x, top, x, bottom, "tick")

    def circle(self, x: float, y: float, radius: float, *roles: str) -> None:
        self._mark("circle", roles, cx=x, cy=y, r=radius)

    def path(self, d: str, *roles: str, turn: tuple[float, float, float] | None = None) -> None:
        """Draw a path, turned some degrees about a point when asked."""
        turned = {"transform": f"rotate({short(turn[0])} {points(turn[1:])})"} if turn else {}
        self.raw("path", {"d": d} | turned | self.theme.paint(*roles))

    def raw(self, name: str, attributes: dict[str, str]) -> None:
        """Draw an element that brings its own paint."""
        self._marks.append(element(name, attributes))

    def text(self, x: float, y: float, words: str, *roles: str, anchor: Anchor = "start", turn: float = 0) -> None:
        """Write words with their baseline at y, turned some degrees clockwise about their own point."""
        if not words:
            return
        place = {"x": short(x), "y": short(y)} | ({} if anchor == "start" else {"text-anchor": anchor})
        if turn:
            place["transform"] = f"rotate({short(turn)} {points((x, y))})"
        self._marks.append(element("text", place | self.theme.paint(*roles), escape(self._spaced(words), quote=False)))

    @contextmanager
    def link(self, href: str, name: str) -> Iterator[None]:
        """Make what is drawn meanwhile a link, on screen and only where there is somewhere to go."""
        if not href or self.theme.printed:
            yield
            return
        self._linked = True
        self._marks.append(f'<a href="{escape(href)}" aria-label="{escape(name)}">')
        yield
        self._marks.append("</a>")

    @property
    def marks(self) -> str:
        """What is drawn so far, without a frame."""
        return "".join(self._marks)

    def svg(self, height: float, caption: Caption) -> str:
        """Return the finished picture with its title and description."""
        ids = [f"{caption.key}{self.theme.suffix}-{part}" for part in ("t", "d")]
        words = [element("title", {"id": ids[0]}, escape(caption.title, quote=False))]
        if caption.description:
            words.append(element("desc", {"id": ids[1]}, escape(caption.description, quote=False)))
        named = {"aria-labelledby": ids[0]} | ({"aria-describedby": ids[1]} if caption.description else {})
        # role=img would hide the links inside it from those who cannot see the picture
        role = {"role": "group" if self._linked else "img"}
        frame = {"xmlns": "http://www.w3.org/2000/svg"} | self._frame(height) | role | named
        return element("svg", frame, "".join(words) + self.marks)

    def _spaced(self, words: str) -> str:
        """Widen the space in thousands on paper, where Libertinus draws the narrow one too tight."""
        return words.replace(NARROW_SPACE, _THIN_SPACE) if self.theme.printed else words

    def _frame(self, height: float) -> dict[str, str]:
        box = {"viewBox": f"0 0 {short(self.width)} {short(height)}"}
        if self.theme.printed:
            return box | {"width": short(self.width), "height": short(height)}
        return box | {"class": f"chart size-{self._size()}"}

    def _mark(self, name: str, roles: tuple[str, ...], **numbers: float) -> None:
        written = {key: short(value) for key, value in numbers.items()}
        self._marks.append(element(name, written | self.theme.paint(*roles)))

    def _size(self) -> str:
        """Name the width for charts.css: n narrow, s small, m text, l wide."""
        if self.theme.narrow:
            return "n"
        return "s" if self.width <= _SMALL else "m" if self.width <= _TEXT else "l"
