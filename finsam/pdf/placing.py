"""Pages made by others, made taller for a strip at head or foot, so that nothing on them is covered."""

from dataclasses import dataclass
from typing import Any

import pikepdf

A4_WIDTH = 595.28


@dataclass(frozen=True)
class Box:
    """What is seen of a page, in its own points, and how many degrees clockwise it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def across(self) -> float:
        """Its width as seen."""
        return self.top - self.bottom if self.turned in {90, 270} else self.right - self.left

    @property
    def scale(self) -> float:
        """How much larger a strip is than on an A4, so that it reads as well: by the shorter side, never tiny."""
        return max(0.85, min(self.right - self.left, self.top - self.bottom) / A4_WIDTH)

    def grown(self, head: float, foot: float) -> "Box":
        """The box with room at its head and foot as seen."""
        low, high = {0: (foot, head), 180: (head, foot)}.get(self.turned, (0, 0))
        before, after = {90: (head, foot), 270: (foot, head)}.get(self.turned, (0, 0))
        return Box(self.left - before, self.bottom - low, self.right + after, self.top + high, self.turned)

    def laid(self, scale: float, *, up: float) -> tuple[float, ...]:
        """The matrix that lays a strip with its lower left corner `up` over the box's lower edge as seen."""
        match self.turned:
            case 90:
                return (0, scale, -scale, 0, self.right - up, self.bottom)
            case 180:
                return (-scale, 0, 0, -scale, self.right, self.top - up)
            case 270:
                return (0, -scale, scale, 0, self.left + up, self.top)
        return (scale, 0, 0, scale, self.left, self.bottom + up)

    @property
    def along(self) -> float:
        """Its height as seen."""
        return self.right - self.left if self.turned in {90, 270} else self.top - self.bottom


@dataclass(frozen=True)
class Placed:
    """A strip and its height in points before it is scaled."""

    strip: pikepdf.Page
    height: float


def visible_box(page: pikepdf.Page) -> Box:
    """Return what is seen of a page. Raises ValueError for a page without extent."""
    shown = _rectangle(page.mediabox)
    crop = _rectangle(page.cropbox)
    left, bottom = max(shown[0], crop[0]), max(shown[1], crop[1])
    right, top = min(shown[2], crop[2]), min(shown[3], crop[3])
    if right - left < 1 or top - bottom < 1:
        raise ValueError("a page without extent")
    return Box(left, bottom, right, top, int(page.obj.get("/Rotate", 0)) % 360)


def _rectangle(box: Any) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (float(value) for value in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def framed(whole: pikepdf.Pdf, page: pikepdf.Page, *, head: Placed | None, foot: Placed) -> None:
    """Lay strips at the head and foot of a page of the whole; its content becomes one tagged piece, number 0."""
    box = visible_box(page)
    content = _content(whole, page, box)
    grown = box.grown((head.height if head else 0) * box.scale, foot.height * box.scale)
    page.obj.MediaBox = page.obj.CropBox = _array(grown)
    resources = pikepdf.Dictionary(Content=content, Foot=_form(whole, foot.strip))
    stream = f"/P <</MCID 0>> BDC q /Content Do Q EMC {_drawn('Foot', grown.laid(box.scale, up=0))}"
    if head:
        resources.Head = _form(whole, head.strip)
        up = grown.along - head.height * box.scale
        stream += _drawn("Head", grown.laid(box.scale, up=up))
    page.obj.Resources = pikepdf.Dictionary(XObject=resources)
    page.obj.Contents = whole.make_stream(stream.encode())
    _without_what_acts(page)


def _array(box: Box) -> pikepdf.Array:
    return pikepdf.Array([round(value, 2) for value in (box.left, box.bottom, box.right, box.top)])


def shown_content(page: pikepdf.Page) -> tuple[bytes, dict[str, Any]]:
    """Return the bytes that draw the page, and how they are packed. Raises PdfError when they cannot be read."""
    held: Any = page.obj.get("/Contents", pikepdf.Array([]))
    if isinstance(held, pikepdf.Stream):
        packed = {key: held[f"/{key}"] for key in ("Filter", "DecodeParms") if f"/{key}" in held}
        return held.read_raw_bytes(), packed
    return b"\n".join(stream.read_bytes() for stream in held), {}


def _content(whole: pikepdf.Pdf, page: pikepdf.Page, box: Box) -> pikepdf.Object:
    """The page's content as a thing of its own, cut at what is seen, so that it leaves no trace in what follows."""
    drawn, packed = shown_content(page)
    more = {"Group": page.obj["/Group"]} if "/Group" in page.obj else {}
    return pikepdf.Stream(
        whole, drawn, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=_array(box),
        Resources=page.obj.get("/Resources", pikepdf.Dictionary()), **packed, **more,
    )  # fmt: skip


def _form(whole: pikepdf.Pdf, strip: pikepdf.Page) -> pikepdf.Object:
    return whole.copy_foreign(strip.as_form_xobject())


def _drawn(name: str, matrix: tuple[float, ...]) -> str:
    return f"/Artifact BMC q {' '.join(f'{value:.4f}' for value in matrix)} cm /{name} Do Q EMC "


def _without_what_acts(page: pikepdf.Page) -> None:
    """Leave out what would run, or lead into the file the page came from; keep notes, fields as seen, web links."""
    annotations: Any = page.obj.get("/Annots", [])
    _drop(
        page.obj,
        "/AA",
        "/StructParents",
        "/Group",
        "/B",
        "/TrimBox",
        "/BleedBox",
        "/ArtBox",
        "/PieceInfo",
        "/Metadata",
        "/Thumb",
        "/Annots",
    )
    page.obj.Tabs = pikepdf.Name.S
    kept = [a for a in annotations if isinstance(a, pikepdf.Dictionary) and _harmless(a, page)]
    if kept:
        page.obj.Annots = pikepdf.Array(kept)


def _drop(held: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in held:
            del held[key]


def _harmless(annotation: pikepdf.Dictionary, page: pikepdf.Page) -> bool:
    """Strip an annotation of what acts; tell whether anything of use is left."""
    action: Any = annotation.get("/A", None)
    web = isinstance(action, pikepdf.Dictionary) and action.get("/S") == pikepdf.Name.URI
    _drop(annotation, "/AA", "/StructParent", "/Dest", "/Parent", "/Popup", *(() if web else ("/A",)))
    annotation.P = page.obj
    kind = annotation.get("/Subtype")
    return bool(web or (kind not in {pikepdf.Name.Link, pikepdf.Name.Popup} and "/AP" in annotation))
