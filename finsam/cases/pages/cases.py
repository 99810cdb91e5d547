"""Pages of cases: the list with its filters, what search finds, one case, its form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.urls import reverse

from finsam.cases.models import Case, Document, ReleaseRequest, StoredFile
from finsam.cases.queries import SECRET, Hit, case_url, document_url, may_read, search_diary, shown_title
from finsam.cases.treatments import Treatment, treatments_of
from finsam.cases.wording import (
    GROUNDS,
    Numbered,
    body_word,
    came,
    case_state,
    diary_tabs,
    file_words,
    secrecy,
)
from finsam.core.models import Association, Body
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import day, number
from finsam.ui.parts import Chip, Fact, Link, Tab

A_PAGE, MOST_HITS = 50, 20
STATES: dict[str, tuple[str, Q]] = {
    "oppna": ("Öppna", Q(closed_on=None)),
    "styrelsen": ("Väntar på styrelsen", Q(closed_on=None, awaits=Body.BOARD)),
    "beredningen": ("Väntar på beredningsgruppen", Q(closed_on=None, awaits=Body.PREPARATORY)),
    "avslutade": ("Avslutade", Q(closed_on__isnull=False)),
}
"""The filters, by their word in the address."""


@dataclass(frozen=True)
class CasesPage:
    """The diary."""

    title: str
    window_title: str
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    count: str
    clear_url: str
    rows: Sequence[Numbered]
    words: str
    hits: Sequence[Hit]
    nothing: str
    nothing_link: Link | None
    older_url: str
    newer_url: str
    new_url: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What the address of the list asks for."""

    state: str
    year: int | None
    words: str
    place: int

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """Read the address; what is not understood is left out."""
        state, year, place = query.get("lage", ""), query.get("ar", ""), query.get("sida", "")
        return cls(
            state if state in STATES else "",
            int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
            query.get("q", "").replace("\0", "").strip()[:200],
            int(place) if place.isascii() and place.isdigit() and 0 < len(place) < 5 else 1,
        )

    @property
    def chooses(self) -> Q:
        """The cases that are asked for."""
        chosen = STATES[self.state][1] if self.state else Q(pk__gt=0)
        return chosen & Q(year=self.year) if self.year else chosen

    @property
    def about(self) -> str:
        """What is asked for, for the title of the window."""
        if self.words:
            return f"”{self.words}” i ärendena"
        state = STATES[self.state][0].lower() if self.state else ""
        return ", ".join(filter(None, ["Ärenden", state, str(self.year or "")]))

    def url(self, base: str, **other: object) -> str:
        """Return the address with something else asked for."""
        asked = {"lage": self.state, "ar": self.year, "q": self.words} | other
        kept = {name: value for name, value in asked.items() if value}
        return base + (f"?{urlencode(kept)}" if kept else "")


def cases_page(association: Association, permissions: Collection[Permission], query: Mapping[str, str]) -> CasesPage:
    """Show the diary, newest first, or what was searched for."""
    asked, base = Asked.of(query), reverse("cases", args=[association.slug])
    cases, years = Case.objects.filter(association=association), [] if asked.words else _years(association)
    chosen = cases.filter(asked.chooses).order_by("-year", "-number")
    count, whole = _counts(cases, asked)
    start = (asked.place - 1) * A_PAGE
    hits = search_diary(association, asked.words, permissions, limit=MOST_HITS) if asked.words else []
    rows = [] if asked.words else _rows(association, chosen[start : start + A_PAGE], permissions)
    filtered = bool(asked.state or asked.year)
    return CasesPage(
        title="Ärenden",
        window_title=asked.about,
        tabs=diary_tabs(
            association, "cases", archive=Permission.READ_SECRET in permissions,
            waiting=ReleaseRequest.objects.filter(association=association, outcome="").count(),
        ),
        chips=[] if asked.words else _chips(asked, base, years),
        count=_counted(count, whole) if whole and not asked.words else _found(len(hits)),
        clear_url=base if filtered and not asked.words else "",
        rows=rows,
        words=asked.words,
        hits=hits,
        nothing=_nothing(asked, whole),
        nothing_link=Link("Visa alla ärenden", base) if (asked.words or filtered) and whole else None,
        older_url=asked.url(base, sida=asked.place + 1) if start + A_PAGE < count and not asked.words else "",
        newer_url=asked.url(base, sida=asked.place - 1) if asked.place > 1 and not asked.words else "",
        new_url=reverse("case-new", args=[association.slug]) if Permission.KEEP_DIARY in permissions else "",
        url=base,
    )  # fmt: skip


def _counts(cases: QuerySet[Case], asked: Asked) -> tuple[int, int]:
    """Count the cases that are chosen, and all."""
    counted = cases.aggregate(chosen=Count("pk", filter=asked.chooses), whole=Count("pk"))
    return counted["chosen"], counted["whole"]


def _years(association: Association) -> list[int]:
    years = Case.objects.filter(association=association).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def _chips(asked: Asked, base: str, years: Sequence[int]) -> list[Chip]:
    """Write the filters: a state, a year."""
    chips = [
        Chip(label, asked.url(base, lage="" if asked.state == key else key), on=asked.state == key)
        for key, (label, _) in STATES.items()
    ]
    if asked.year:
        return [*chips, Chip(str(asked.year), asked.url(base, ar=""), on=True)]
    choices = [Link(str(year), asked.url(base, ar=year)) for year in years]
    return [*chips, Chip("År", choices=choices)] if len(years) > 1 else chips


def _counted(count: int, whole: int) -> str:
    word = "ärende" if whole == 1 else "ärenden"
    return f"{number(count)} av {number(whole)} {word}" if count < whole else f"{number(whole)} {word}"


def _found(count: int) -> str:
    return f"{number(count)} {'träff' if count == 1 else 'träffar'}" if count else ""


def _nothing(asked: Asked, whole: int) -> str:
    if asked.words:
        return f"Inget i diariet innehåller ”{asked.words}”."
    if not whole:
        return "Diariet är tomt. Det första ärendet får nummer 1."
    return "Inga ärenden stämmer med filtret."


def _rows(association: Association, cases: QuerySet[Case], permissions: Collection[Permission]) -> list[Numbered]:
    counted = cases.defer("search", "summary", "proposal").annotate(papers=Count("documents"))
    return [_row(association, case, case.papers, permissions) for case in counted]


def _row(association: Association, case: Case, papers: int, permissions: Collection[Permission]) -> Numbered:
    readable = may_read(case, permissions)
    what = [f"{papers} {'handling' if papers == 1 else 'handlingar'}" if papers else "inga handlingar än"]
    detail = [case.counterpart] * bool(case.counterpart and readable) + [case.get_kind_display(), *what]
    return Numbered(
        number=case.diary_number,
        name=shown_title(case, permissions),
        url=case_url(association, case),
        detail=" · ".join(detail),
        aside=case_state(case) if case.closed_on or case.awaits else f"Öppnat {day(case.opened_on)}",
        mark=secrecy(case),
        quiet=bool(case.closed_on),
    )


@dataclass(frozen=True)
class CasePage:
    """One case with its documents."""

    title: str
    diary_number: str
    state: str
    crumbs: Sequence[Link]
    about: Sequence[Fact]
    documents: Sequence[Numbered]
    summary: Sequence[str]
    proposal: Sequence[str]
    treatments: Sequence[Treatment]
    hidden: str
    may_keep: bool
    closed: bool
    awaited: bool
    urls: Mapping[str, str]


def case_page(association: Association, case: Case, permissions: Collection[Permission]) -> CasePage:
    """Show a case. Somebody who may not read it sees that it is there."""
    readable = may_read(case, permissions)
    files = StoredFile.objects.filter(association=association).only("name", "media_type", "size", "pages")
    documents = Document.objects.filter(association=association, case=case).defer("search").order_by("number")
    by_id = {file.pk: file for file in files.filter(documents__case=case)}
    return CasePage(
        title=shown_title(case, permissions),
        diary_number=case.diary_number,
        state=_state(case, readable=readable),
        crumbs=[Link("Ärenden", reverse("cases", args=[association.slug])), Link(case.diary_number)],
        about=_about(case, readable=readable),
        documents=[_document(association, case, one, by_id.get(one.file_id or 0), permissions) for one in documents],
        summary=_paragraphs(case.summary) if readable else [],
        proposal=_lines(case.proposal) if readable else [],
        treatments=treatments_of(association, case, permissions) if readable else [],
        hidden="" if readable else f"{secrecy(case)}. Din roll får inte läsa vad ärendet innehåller.",
        may_keep=Permission.KEEP_DIARY in permissions and readable,
        closed=bool(case.closed_on),
        awaited=bool(case.awaits),
        urls=_urls(association, case),
    )


def _urls(association: Association, case: Case) -> dict[str, str]:
    named = {name: case_url(association, case, f"case-{name}") for name in ("change", "close", "reopen")}
    waits = {body: reverse("case-await", args=[association.slug, case.year, case.number, body]) for body in AWAITED}
    return named | waits | {"register": case_url(association, case, "document-new")}


AWAITED = {"styrelsen": Body.BOARD.value, "beredningen": Body.PREPARATORY.value, "inget": ""}
"""What a case may wait for, by the word in the address."""


def _state(case: Case, *, readable: bool) -> str:
    came_from = [f"från {case.counterpart}"] if case.counterpart and readable else []
    now = case_state(case)
    words = [case.diary_number, f"öppnat {day(case.opened_on)}", *came_from]
    return " · ".join([*words, now[:1].lower() + now[1:]] if now != "Öppet" else words)


def _about(case: Case, *, readable: bool) -> list[Fact]:
    facts = [
        Fact("Diarienummer", case.diary_number),
        Fact("Slag", case.get_kind_display()),
        Fact("Öppnat", day(case.opened_on) + (f", {case.opened_by.name}" if case.opened_by else "")),
        Fact("Avslutat", day(case.closed_on)) if case.closed_on else None,
        Fact("Från eller med", case.counterpart) if case.counterpart and readable else None,
        Fact("Handläggare", case.responsible.name) if case.responsible else None,
        Fact("Ska tas upp av", body_word(case.awaits)) if case.awaits else None,
        Fact(SECRET, case.secrecy_ground) if case.secret else None,
        Fact("Bevarande", case.retention.name if case.retention else "inte bestämt"),
    ]
    return [fact for fact in facts if fact]


def _document(
    association: Association, case: Case, document: Document, file: StoredFile | None,
    permissions: Collection[Permission],
) -> Numbered:  # fmt: skip
    document.case = case
    readable = may_read(document, permissions)
    return Numbered(
        number=str(document.number),
        name=shown_title(document, permissions),
        url=document_url(association, document),
        detail=came(document, names=readable),
        mark=secrecy(document),
        file=file_words(file) if file and readable else "",
        file_url=document_url(association, document, "document-file") if file and readable else "",
    )


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True)
class FormPage:
    """A form of the diary, and where to go without it."""

    title: str
    form: Form
    crumbs: Sequence[Link]
    save: str
    back_url: str
    state: str = ""
    also: str = ""  # another way to save
    remark: str = ""
    grounds: Sequence[str] = GROUNDS


def case_form_page(association: Association, form: Form, case: Case | None = None) -> FormPage:
    """Show the form of a new case or of one to be changed."""
    diary = Link("Ärenden", reverse("cases", args=[association.slug]))
    if case is None:
        return FormPage("Nytt ärende", form, [diary, Link("Nytt ärende")], "Öppna ärendet", diary.url,
                        also="Öppna och registrera handlingar")  # fmt: skip
    crumbs = [diary, Link(case.diary_number, case_url(association, case)), Link("Ändra")]
    return FormPage(f"Ändra {case.diary_number}", form, crumbs, "Spara ärendet", case_url(association, case))
