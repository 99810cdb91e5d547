"""PDF files put together into one: our own front, then files made by others, each page with a strip at its foot.

What others made is neither archivable nor tagged, so the whole claims neither PDF/A nor PDF/UA. It keeps the front's
language, title and tags, and each page of the others is one tagged paragraph under the name of its file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf

from finsam.pdf.compile import FREE_STANDARDS, typeset
from finsam.pdf.placing import Placed, framed, shown_content, visible_box
from finsam.pdf.tags import Tags

FOOT, HEAD = 26.0, 34.0  # heights of the strips in points, on a page as wide as an A4


class Unreadable(Exception):
    """A PDF file that cannot be put in. Says why in Swedish."""


@dataclass(frozen=True)
class Included:
    """A file to put in, opened by `readable`: what its pages are called in the strip and among the bookmarks.

    `key` is what links in the front lead to it by ("annex:KEY"); `under` the bookmark it stands under, in order.
    """

    key: str
    name: str
    pdf: pikepdf.Pdf
    under: int


@dataclass(frozen=True)
class Strip:
    """A strip as Typst sets it; measures in points."""

    width: float
    height: float
    left: str
    right: str
    head: bool


@dataclass(frozen=True)
class Strips:
    """All strips, in the order of their pages."""

    strips: Sequence[Strip]


@dataclass(frozen=True)
class _Page:
    """A page of an included file, where it comes in the whole (from 1), and whether it is the first of its file."""

    file: Included
    page: pikepdf.Page
    number: int
    first: bool


def readable(content: bytes) -> pikepdf.Pdf:
    """Open a PDF file. Raises Unreadable when it needs a password, is broken or has no page."""
    try:
        pdf = pikepdf.open(BytesIO(content))
        count = len(pdf.pages)
        for page in pdf.pages:
            visible_box(page)
            shown_content(page)
    except pikepdf.PasswordError as error:
        raise Unreadable("Filen är skyddad med lösenord.") from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise Unreadable("Filen är skadad och kan inte läsas.") from error
    if not count:
        raise Unreadable("Filen har inga sidor.")
    return pdf


def assembled(front: bytes, files: Sequence[Included], *, title: str, made_at: datetime) -> bytes:
    """Put the files after the front; the same bytes for the same files and time.

    The front's own pages are numbered by itself, counting what comes after.
    """
    with pikepdf.open(BytesIO(front)) as whole:
        own = len(whole.pages)
        pages = list(_numbered(files, own))
        total = own + len(pages)
        strips = _strips_of(pages, total, made_at)
        tags = Tags(whole)
        starts: dict[str, pikepdf.Page] = {}
        for one in pages:
            placed = _placed(whole, one, strips)
            if one.first:
                starts[one.file.key] = placed
                tags.open_section(one.file.name)
            tags.add_page(placed)
        _lead_to(whole, own, starts)
        _bookmark(whole, files, starts)
        _describe(whole, title)
        return _bytes(whole)


def _numbered(files: Sequence[Included], own: int) -> Iterator[_Page]:
    number = own
    for file in files:
        for place, page in enumerate(file.pdf.pages):
            number += 1
            yield _Page(file, page, number, first=place == 0)


def _strips_of(pages: Sequence[_Page], total: int, made_at: datetime) -> Iterator[pikepdf.Page]:
    """Set every strip at once; they come one after the other: the head of a file's first page, then each foot."""
    strips = []
    for one in pages:
        box = visible_box(one.page)
        if one.first:
            strips.append(Strip(box.across / box.scale, HEAD, one.file.name, "", head=True))
        foot = f"sida {one.number} ({total})"
        strips.append(Strip(box.across / box.scale, FOOT, one.file.name, foot, head=False))
    if not strips:
        return iter(())
    sheet = pikepdf.open(BytesIO(typeset("strips.typ", Strips(strips), {}, made_at, FREE_STANDARDS)))
    return iter(sheet.pages)


def _placed(whole: pikepdf.Pdf, one: _Page, strips: Iterator[pikepdf.Page]) -> pikepdf.Page:
    head = Placed(next(strips), HEAD) if one.first else None
    whole.pages.append(one.page)
    page = whole.pages[-1]
    framed(whole, page, head=head, foot=Placed(next(strips), FOOT))
    return page


def _lead_to(whole: pikepdf.Pdf, own: int, starts: dict[str, pikepdf.Page]) -> None:
    """Turn the front's links "annex:KEY" into links to the page."""
    for page in list(whole.pages)[:own]:
        annotations: Any = page.obj.get("/Annots", [])
        for annotation in annotations:
            uri = str(annotation.get("/A", {}).get("/URI", ""))
            target = starts.get(uri.removeprefix("annex:")) if uri.startswith("annex:") else None
            if target is not None:
                annotation.A = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=_top_of(target))


def _top_of(page: pikepdf.Page) -> pikepdf.Array:
    return pikepdf.Array([page.obj, pikepdf.Name.Fit])


def _bookmark(whole: pikepdf.Pdf, files: Sequence[Included], starts: dict[str, pikepdf.Page]) -> None:
    """Put each file among the bookmarks, under the matter it belongs to."""
    with whole.open_outline() as outline:
        matters = [child for part in outline.root for child in part.children]
        for file in files:
            item = pikepdf.OutlineItem(file.name)
            item.destination = _top_of(starts[file.key])
            where = matters[file.under].children if file.under < len(matters) else outline.root
            where.append(item)


def _describe(whole: pikepdf.Pdf, title: str) -> None:
    with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
        for claim in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"):
            if claim in metadata:
                del metadata[claim]
        metadata["dc:title"] = title
    whole.docinfo["/Title"] = title


def _bytes(whole: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    whole.remove_unreferenced_resources()
    whole.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False
    )
    return out.getvalue()
