"""The long page where an application is written, by its owner or by the office."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone

from finsam.cases.wording import file_words
from finsam.core.models import Association
from finsam.funding.forms.application import ApplicationFields, Shape, shape_of
from finsam.funding.forms.apply import FilesForm
from finsam.funding.models import ApplicationState, CostKind
from finsam.funding.queries.application_held import Held, flat, written_of
from finsam.funding.rules.application_merge import Clash, mark
from finsam.funding.rules.applications import Lack, Written, lacks_of, years_of
from finsam.interventions.models import Intervention
from finsam.kernel.swedish import amount
from finsam.ui.parts import Link
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

MOST_YEARS = 12
SECTIONS = (
    ("sokande", "Sökande", ("id_applicant", "id_contact")),
    ("insatsen", "Insatsen", ("id_title", "id_direction")),
    ("goras", "Vad ni vill göra", ("id_purpose", "id_target", "id_need", "id_method", "id_parties")),
    ("tid", "Tid och deltagare", ("id_starts", "id_ends", "id_participants")),
    ("mal", "Mål", ("id_goal",)),
    ("kostnader", "Kostnader", ("kostnader",)),
    ("finansiering", "Finansiering", ("finansiering",)),
    ("framat", "Risker och framtid", ("id_risks", "id_gender", "id_afterwards")),
    ("fragor", "Förbundets frågor", ("id_answer",)),
    ("bilagor", "Bilagor", ()),
)
"""The sections of the page: id, heading, and how the ids of its fields begin."""


@dataclass(frozen=True)
class Place:
    """Where the form is filled in: its address, where one goes after, and the words around it."""

    url: str
    back_url: str
    next_url: str  # where it is checked and sent
    next_word: str
    crumbs: Sequence[Link]
    file_name: str  # name of the address of an attachment
    file_args: tuple[object, ...]


@dataclass(frozen=True)
class OutlineRow:
    """A section in the list of contents; `left` says what is missing in it."""

    url: str
    title: str
    left: str


@dataclass(frozen=True)
class GridRow:
    """A row of amounts: what it is, or the field of its name; a field for each year; a remark; what is wrong."""

    label: str
    cells: Sequence[tuple[int, BoundField]]
    name: BoundField | None = None
    remark: BoundField | None = None
    faults: Sequence[str] = ()


@dataclass(frozen=True)
class GoalRow:
    """The fields of a goal."""

    number: int
    cells: Sequence[tuple[str, BoundField]]
    faults: Sequence[str]


@dataclass(frozen=True)
class ShownClash:
    """What two have written in the same place."""

    label: str
    target: str
    typed: str
    saved: str


@dataclass(frozen=True)
class ShownFile:
    """An attachment; `pk` is 0 when it can no longer be taken away."""

    title: str
    detail: str
    url: str
    pk: int


@dataclass(frozen=True)
class FormPage:
    """The page."""

    title: str
    state: str
    crumbs: Sequence[Link]
    place: Place
    form: ApplicationFields
    files_form: FilesForm
    outline: Sequence[OutlineRow]
    asked_for: str  # what is to be completed
    clashes: Sequence[ShownClash]
    base: str
    goals: Sequence[GoalRow]
    years: Sequence[int]
    costs: Sequence[GridRow]
    sought: GridRow
    sources: Sequence[GridRow]
    sums: ShownTable | None
    short_name: str
    questions: Sequence[BoundField]
    files: Sequence[ShownFile]
    saved: str  # "Sparat 10.43"
    told: str  # under the buttons, of what was not saved


def form_of(association: Association, held: Held, values: Mapping[str, str] | None) -> ApplicationFields:
    """Return the form: of what is saved, or filled with the values."""
    saved = flat(held)
    shape = _shape(association, held, values or saved)
    return ApplicationFields(values, shape=shape, initial=saved)


def _shape(association: Association, held: Held, values: Mapping[str, str]) -> Shape:
    rows = Intervention.objects.filter(association=association).values_list("pk", "title")
    days = [_day(values.get(name, "")) for name in ("starts_on", "ends_on")]
    years = [*years_of(*days)[:MOST_YEARS], *held.years]
    renewable = [(str(pk), title) for pk, title in rows]
    asked_in_it = [name for name, text in values.items() if text and not name.startswith(("cost-", "sought-"))]
    kept = {name for name, text in values.items() if text and name.startswith(("cost-", "sought-"))}
    shape = shape_of([*asked_in_it, *sorted(kept)], years=years, asked=held.asked, renewable=renewable)
    return Shape(shape.years[:MOST_YEARS], min(shape.goals, 40), min(shape.sources, 40), shape.asked, shape.renewable)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def form_page(
    held: Held, form: ApplicationFields, place: Place, *, asked_for: str = "", clashes: Sequence[Clash] = (),
    files_form: FilesForm | None = None, saved: str = "", told: str = "",
) -> FormPage:  # fmt: skip
    """Return the page of the form. It asks the database nothing."""
    application = held.application
    written = written_of(held)
    return FormPage(
        title=f"Skriv ansökan: {application.title}",
        state="Utkast" if application.state == ApplicationState.DRAFT else application.get_state_display(),
        crumbs=place.crumbs,
        place=place,
        form=form,
        files_form=files_form or FilesForm(),
        outline=_outline(lacks_of(written), has_questions=bool(held.asked)),
        asked_for=asked_for,
        clashes=[_clash(form, clash) for clash in clashes],
        base=json.dumps({name: mark(text) for name, text in flat(held).items()}),
        goals=_goals(form),
        years=form.shape.years,
        costs=_costs(form),
        sought=_row(form, "", "sought"),
        sources=_sources(form),
        sums=sums_of(written),
        short_name=application.association.short_name,
        questions=[form[f"answer-{one.key}"] for one in held.asked],
        files=_files(held, place),
        saved=saved,
        told=told,
    )


def saved_at() -> str:
    """Write that it is saved, and when: "Sparat 10.43"."""
    return f"Sparat {timezone.localtime():%-H.%M}"


def _outline(lacks: Sequence[Lack], *, has_questions: bool) -> list[OutlineRow]:
    rows = []
    for anchor, title, begins in SECTIONS:
        if anchor == "fragor" and not has_questions:
            continue
        left = sum(lack.anchor.startswith(begins) for lack in lacks) if begins else 0
        rows.append(OutlineRow(f"#{anchor}", title, f"{left} kvar" if left else ""))
    return rows


def _clash(form: ApplicationFields, clash: Clash) -> ShownClash:
    field = form.fields.get(clash.key)
    label = str(field.widget.attrs.get("aria-label") or field.label) if field else clash.key
    return ShownClash(label, f"id_{clash.key}", clash.typed or "(tomt)", clash.saved or "(tomt)")


def _goals(form: ApplicationFields) -> list[GoalRow]:
    names = (("Mål", "text"), ("Mäts genom", "measure"), ("Värde att nå", "target"))
    rows = [[(label, form[f"goal-{place}-{name}"]) for label, name in names] for place in range(form.shape.goals)]
    return [
        GoalRow(place, row, [str(fault) for _, field in row for fault in field.errors])
        for place, row in enumerate(rows, 1)
    ]


def _row(form: ApplicationFields, label: str, prefix: str, suffix: str = "", **more: BoundField) -> GridRow:
    cells = [(year, form[f"{prefix}-{year}{suffix}"]) for year in form.shape.years]
    fields = [*(field for _, field in cells), *more.values()]
    return GridRow(label, cells, **more, faults=[str(fault) for field in fields for fault in field.errors])


def _costs(form: ApplicationFields) -> list[GridRow]:
    return [_row(form, label, "cost", f"-{kind}", remark=form[f"remark-{kind}"]) for kind, label in CostKind.choices]


def _sources(form: ApplicationFields) -> list[GridRow]:
    return [_row(form, "", f"source-{place}", name=form[f"source-{place}-name"]) for place in range(form.shape.sources)]


def sums_of(written: Written) -> ShownTable | None:
    """Return whether costs are what is paid for, year by year; None before there is any amount."""
    years = sorted({*written.costs, *written.sought, *written.others})
    if not years:
        return None
    rows = []
    for year in years:
        cost, sought, others = (part.get(year, 0) for part in (written.costs, written.sought, written.others))
        left = sought + others - cost
        word = "Stämmer" if left == 0 else amount(left, signed=True)
        cells = [ShownCell(str(year)), *(ShownCell(amount(ore)) for ore in (cost, sought, others))]
        rows.append(ShownRow([*cells, ShownCell(word, tone="worse" if left else "")]))
    columns = [ShownColumn("År", "words"), *map(ShownColumn, ("Kostnader", "Sökt", "Medfinansierat", "Skillnad"))]
    return ShownTable("Går det ihop?", columns, rows, unit="kronor")


def _files(held: Held, place: Place) -> list[ShownFile]:
    return [
        ShownFile(
            attached.title, file_words(attached.file), reverse(place.file_name, args=[*place.file_args, attached.pk]),
            0 if attached.document_id else attached.pk,
        )
        for attached in held.files
    ]  # fmt: skip
