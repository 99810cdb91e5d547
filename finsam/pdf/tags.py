"""Pages without tags of their own, made part of a tagged document: a section a file, a paragraph a page."""

from typing import Any

import pikepdf


class Tags:
    """The structure tree of a document that is being put together."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self._whole = whole
        self._root: Any = whole.Root.StructTreeRoot
        kids = self._root.K
        self._document = kids[0] if isinstance(kids, pikepdf.Array) else kids
        self._parents = pikepdf.NumberTree(self._root.ParentTree)
        self._section: Any = self._document
        self._next = int(self._root.get("/ParentTreeNextKey", 0))

    def open_section(self, name: str) -> None:
        """Begin a file: the pages that follow stand under its name."""
        self._section = self._element("Sect", self._document, T=pikepdf.String(name))

    def add_page(self, page: pikepdf.Page) -> None:
        """Add a page whose content is marked as number 0."""
        element = self._element("P", self._section, Pg=page.obj)
        element.K = 0
        self._parents[self._next] = self._whole.make_indirect(pikepdf.Array([element]))
        page.obj.StructParents = self._next
        self._next += 1
        self._root.ParentTreeNextKey = self._next

    def _element(self, kind: str, parent: Any, **more: Any) -> Any:
        element: Any = self._whole.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{kind}"), P=parent, **more)
        )
        held = parent.get("/K", None)
        if held is None:
            parent.K = pikepdf.Array([element])
        elif isinstance(held, pikepdf.Array):
            held.append(element)
        else:
            parent.K = pikepdf.Array([held, element])
        return element
