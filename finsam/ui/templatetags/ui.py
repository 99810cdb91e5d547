"""The components. Each has a template in ui/parts/ that opens with the variables it takes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from finsam.kernel.swedish import capital
from finsam.ui.parts import Chip, Contradiction, Fact, Fault, KeyFigure, Link, Moment, OpenedFigure, Swatch, Tab
from finsam.ui.tables import ShownCell, ShownRow, ShownTable

register = template.Library()

ButtonKind = Literal["outline", "filled", "text", "danger"]
COUNTED = ("Inga saker", "En sak", "Två saker", "Tre saker", "Fyra saker", "Fem saker", "Sex saker", "Sju saker",
           "Åtta saker", "Nio saker", "Tio saker", "Elva saker", "Tolv saker")  # fmt: skip
GOALS = {"met": "Uppfyllt", "partly": "Delvis uppfyllt", "not": "Ej uppfyllt", "open": "Inte bedömt än"}
STAGES = ("Utkast", "Skickat", "Justerat", "Anslaget")
FOLDED_FROM = 4
SLIM_TO = 4


def _drawn(name: str, context: Mapping[str, object]) -> SafeString:
    """Render a part without the line break at its end, so that it can stand inside a sentence."""
    return mark_safe(render_to_string(f"ui/parts/{name}.html", dict(context)).strip())  # noqa: S308


# Buttons and links


@register.inclusion_tag("ui/parts/button.html")
def button(
    label: str, url: str = "", *, kind: ButtonKind = "outline", small: bool = False,
    why: str = "", name: str = "", value: str = "", post: bool = False,
) -> dict[str, object]:  # fmt: skip
    """Show a button that submits, a link that looks like one, or with `post` its own form. `why` disables it."""
    classes = f"button button-{kind}" + (" button-small" if small else "")
    return {"label": label, "url": url, "classes": classes, "why": why, "name": name, "value": value, "post": post}


# Blocks


@register.simple_block_tag
def section(  # noqa: PLR0913
    content: str, title: str, *, aside: str = "", links: Sequence[Link] = (), link: str = "", url: str = "",
    level: int = 2, anchor: str = "", small: bool = False, late: bool = False,
) -> SafeString:  # fmt: skip
    """Show a section under a 2 px ink rule; at the right of the heading a grey word and links."""
    all_links = [*links, Link(link, url)] if link else [*links]
    classes = "section" + " section-small" * small + " section-late" * late
    return _drawn("section", {"content": content, "title": title, "aside": aside, "links": all_links,
                              "level": level, "anchor": anchor, "classes": classes})  # fmt: skip


@register.simple_block_tag
def acts(content: str, title: str, *, count: int | str = "", late: bool = False, level: int = 2) -> SafeString:
    """Show a group of act rows: Försenat, I dag, Den här veckan, Sedan."""
    return _drawn("acts", {"content": content, "title": title, "count": count, "late": late, "level": level})


@register.inclusion_tag("ui/parts/act.html")
def act(  # noqa: PLR0913
    what: str, *, when: str = "", why: str = "", action: str = "", url: str = "", what_url: str = "",
    late: bool = False, filled: bool = False, post: bool = False, level: int = 3,
) -> dict[str, object]:  # fmt: skip
    """Show one act: when, what, who and why, one button. `post` makes the button a form."""
    return {"what": what, "when": when, "why": why, "action": action, "url": url, "what_url": what_url,
            "late": late, "kind": "filled" if filled else "outline", "post": post, "level": level}  # fmt: skip


@register.inclusion_tag("ui/parts/row.html")
def row(
    name: str, *, detail: str = "", aside: str = "", url: str = "", late: bool = False, stack: bool = False,
    mark: str = "",
) -> dict[str, object]:  # fmt: skip
    """Show a row of a list `<ul class="rows">`: a mark, a name, a second line, something at the right."""
    return {"name": name, "detail": detail, "aside": aside, "url": url, "late": late, "stack": stack, "mark": mark}


@register.simple_block_tag
def note(content: str, *, kind: Literal["water", "amber", "red"] = "water", title: str = "") -> SafeString:
    """Show a note. Amber wants something, red is an error in what was typed, water tells."""
    return _drawn("note", {"content": content, "kind": kind, "title": title})


@register.simple_block_tag
def question(content: str, title: str, *, level: int = 2) -> SafeString:
    """Ask about what cannot be undone: say what happens and when, and end the block with its buttons."""
    return _drawn("question", {"content": content, "title": title, "level": level})


@register.simple_block_tag
def openable(content: str) -> SafeString:
    """Let the figures of a text open in place, in a panel under it. Without script they are plain links."""
    return _drawn("openable", {"content": content})


@register.simple_block_tag
def chart(
    content: str, *, title: str = "", caption: str = "", table: ShownTable | None = None, narrow: bool = False,
) -> SafeString:  # fmt: skip
    """Show a drawing with its caption, its table one click away. The block holds the inline SVG."""
    return _drawn("chart", {"content": content, "title": title, "caption": caption, "table": table, "narrow": narrow})


# Figures


@register.simple_tag
def tal(
    text: str, url: str = "", *, sealed: bool = False, was: str = "", reason: str = "", opened: bool = False,
) -> SafeString:  # fmt: skip
    """Write a figure in running text. `reason` says why it is hidden, `was` what it was when locked."""
    return _drawn("tal", {"text": text, "url": url, "sealed": sealed, "was": was, "reason": reason, "opened": opened})


@register.inclusion_tag("ui/parts/panel.html")
def panel(figure: OpenedFigure, *, level: int = 3) -> dict[str, object]:
    """Show the panel of an opened figure."""
    return {"figure": figure, "level": level}


@register.inclusion_tag("ui/parts/facts.html")
def facts(lines: Sequence[Fact], *, ruled: bool = False) -> dict[str, object]:
    """List facts; `ruled` parts them by hairlines."""
    return {"lines": lines, "ruled": ruled}


@register.inclusion_tag("ui/parts/contradictions.html")
def contradictions(entries: Sequence[Contradiction], *, level: int = 3) -> dict[str, object]:
    """Show where a text and its figures differ, the calculated value ready to use."""
    return {"entries": entries, "level": level}


@register.inclusion_tag("ui/parts/moments.html")
def moments(entries: Sequence[Moment]) -> dict[str, object]:
    """Show a day or a course of events: filled has been, the drop is now, an open ring is to come."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/stages_line.html")
def stages_line(entries: Sequence[Moment], label: str = "Skeden") -> dict[str, object]:
    """Show the way of a document in one line: filled has been, the drop is now, an open ring is to come."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("ui/parts/order_buttons.html")
def order_buttons(
    row_id: int, title: str, *, url: str, target: str, up: object = True, down: object = True,
) -> dict[str, object]:  # fmt: skip
    """Show buttons that move a row up or down or take it away. Without script they submit the form around them."""
    return {"id": row_id, "title": title, "url": url, "target": target, "up": up, "down": down}


@register.inclusion_tag("ui/parts/key_figures.html")
def key_figures(figures: Sequence[KeyFigure]) -> dict[str, object]:
    """Show large serif numbers with what they are and what to compare with."""
    return {"figures": figures}


@register.inclusion_tag("ui/parts/table.html")
def table(shown: ShownTable, *, quiet: bool = False) -> dict[str, object]:
    """Show a table. `quiet` hides the caption from the eye, for a section whose heading says the same."""
    return {
        "shown": shown,
        "quiet": quiet,
        "folded": shown.wide or len(shown.columns) >= FOLDED_FROM,
        "slim": not shown.wide and len(shown.columns) <= SLIM_TO,
        "bodies": _bodies(shown.rows),
    }


@register.filter
def laid(line: ShownRow, columns: Sequence[object]) -> list[tuple[ShownCell, object, int]]:
    """Pair the cells after the first with their columns; in a short row the last cell spans what is left."""
    cells = list(line.cells[1:])
    missing = len(columns) - 1 - len(cells)
    pairs = zip(cells, columns[1:], strict=False)
    return [(cell, column, 1 + missing * (place == len(cells) - 1)) for place, (cell, column) in enumerate(pairs)]


def _bodies(rows: Iterable[ShownRow]) -> list[list[ShownRow]]:
    """Part the rows into table bodies, a new one at every group head."""
    bodies: list[list[ShownRow]] = []
    for line in rows:
        if not bodies or line.kind == "group":
            bodies.append([])
        bodies[-1].append(line)
    return bodies


# Marks


@register.simple_tag
def goal_mark(verdict: Literal["met", "partly", "not", "open"], word: str = "") -> SafeString:
    """Draw the drop that judges a goal: full, half, crossed, dashed; always with its word."""
    return _drawn("goal_mark", {"verdict": verdict, "word": word or GOALS[verdict]})


@register.simple_tag
def stage_mark(stage: int, word: str = "") -> SafeString:
    """Draw the water level that tells a stage: 0 draft, 1 sent, 2 adjusted, 3 on the notice board."""
    return _drawn("stage_mark", {"stage": stage, "word": word or STAGES[stage]})


@register.inclusion_tag("ui/parts/legend.html")
def legend(entries: Sequence[Swatch]) -> dict[str, object]:
    """Explain the colours and lines of a drawing."""
    return {"entries": entries}


# Finding the way


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(entries: Sequence[Tab], label: str = "Vyer") -> dict[str, object]:
    """Show the views of one thing."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("ui/parts/chips.html")
def chips(entries: Sequence[Chip], *, clear_url: str = "", count: str = "") -> dict[str, object]:
    """Show filters, a way to take them all away and how many are left."""
    return {"entries": entries, "clear_url": clear_url, "count": count}


@register.inclusion_tag("ui/parts/years.html")
def years(entries: Sequence[Link], label: str = "År") -> dict[str, object]:
    """Show years to choose between; the one without a url is the chosen one."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(entries: Sequence[Link]) -> dict[str, object]:
    """Show where the page stands; the last is the page itself."""
    return {"entries": entries}


# Messages


@register.inclusion_tag("ui/parts/nothing.html")
def nothing(text: str, *, link: str = "", url: str = "") -> dict[str, object]:
    """Say that there is nothing: a dashed drop, one sentence, one link."""
    return {"text": text, "link": link, "url": url}


@register.inclusion_tag("ui/parts/toast.html")
def toast(text: str, *, undo_url: str = "", seconds: int = 0) -> dict[str, object]:
    """Tell what was just done, with a way to undo it; `seconds` are counted down by script."""
    return {"text": text, "undo_url": undo_url, "seconds": seconds}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(faults: Sequence[Fault], *, before: str = "", level: int = 2) -> dict[str, object]:
    """List what has to be put right, a link to each field. `before` ends the heading: "innan filen läses in"."""
    return {"faults": faults, "heading": _heading(len(faults), before), "level": level}


@register.inclusion_tag("ui/parts/error_summary.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """Show the error summary of a form."""
    faults = [Fault("", str(text)) for text in form.non_field_errors()]
    for field in form:
        faults += [Fault(str(field.label), str(text), first_input(field)) for text in field.errors]
    return error_summary(faults, before=getattr(form, "before", ""))


def _heading(count: int, before: str) -> str:
    """Write "Två saker behöver rättas innan ansökan kan skickas"."""
    number = COUNTED[count] if count < len(COUNTED) else f"{count} saker"
    return f"{capital(number)} behöver rättas {before}".strip()


# Form fields


@register.filter
def first_input(field: BoundField) -> str:
    """Id of the first thing to type or choose in a field."""
    group = isinstance(field.field.widget, RadioSelect)
    return f"{field.auto_id}_0" if group else field.auto_id


@register.filter
def is_single_box(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)
