"""What differs between a report as it was sealed and as it reads now, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MOST = 12
Cells = dict[tuple[str, str], Mapping[str, Any]]


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Say in sentences what has changed from one report's data to another's: figures first, then chapters.

    At most a dozen are said one by one; the last then says how many more there are.
    """
    said = list(dict.fromkeys([*_figures(was, now), *_chapters(was, now)]))
    if len(said) <= MOST:
        return said
    return [*said[:MOST], f"Ytterligare {len(said) - MOST} uppgifter har ändrats."]


def _figures(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Each number that has another value; one that stands in several places is told where it stands first."""
    new = {figure["name"]: figure for figure in now["figures"]}
    told: set[tuple[str, str]] = set()
    for figure in was["figures"]:
        for where, old, other in _cells(figure, new[figure["name"]]) if figure["name"] in new else ():
            if (old, other) not in told:
                told.add((old, other))
                yield f"{where}: från {old} till {other}."


def _cells(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where, what it was and what it is, for each cell that differs."""
    before, after = _by_place(was), _by_place(now)
    rows = {row["key"]: row["label"] for row in [*now["rows"], *was["rows"]]}
    columns = {column["key"]: column["label"] for column in [*now["columns"], *was["columns"]]}
    for place in [*before, *(place for place in after if place not in before)]:
        old, new = _shown(before.get(place)), _shown(after.get(place))
        if old != new:
            named = ", ".join(dict.fromkeys(filter(None, (was["title"], rows[place[0]], columns[place[1]]))))
            yield named, old, new


def _by_place(figure: Mapping[str, Any]) -> Cells:
    return {(cell["row"], cell["column"]): cell for cell in figure["cells"]}


def _shown(cell: Mapping[str, Any] | None) -> str:
    return str(cell["shown"]) if cell else "inget"


def _chapters(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    before, after = _texts(was["chapters"]), _texts(now["chapters"])
    for title in before:
        if title not in after:
            yield f"Kapitlet ”{title}” är borttaget."
        elif before[title] != after[title]:
            yield f"Texten i kapitlet ”{title}” är ändrad."
    yield from (f"Kapitlet ”{title}” är nytt." for title in after if title not in before)


def _texts(chapters: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The running text of each chapter by its title; tables and charts are told by their figures."""
    return {
        chapter["title"]: [
            str(block.get("written") or block.get("text"))
            for block in chapter["blocks"]
            if block["kind"] in {"paragraph", "list", "heading", "margin"}
        ]
        for chapter in chapters
    }
