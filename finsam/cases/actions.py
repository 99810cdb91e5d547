"""What is done in the diary: cases are opened, changed, put forward and closed, documents registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from finsam.cases.files import Checked, Incoming, check_file, store_file, title_of
from finsam.cases.indexing import index_case, index_document
from finsam.cases.models import Case, CaseKind, Direction, Document, StoredFile
from finsam.cases.retention import Kept, retention_class
from finsam.cases.rules.numbers import diary_number
from finsam.core import audit
from finsam.core.models import Association, Body, Person
from finsam.core.numbers import next_number
from finsam.core.once import already_done
from finsam.core.provisions import provisions_of
from finsam.kernel.faults import BadInput, Fault

OPENED, REGISTERED = "cases.case.opened", "cases.document.registered"
CHANGEABLE = frozenset({
    "title", "kind", "counterpart", "responsible", "summary", "proposal", "awaits", "awaits_on", "secret",
    "secrecy_ground", "retention",
})  # fmt: skip
"""What may be changed in a case: never its number, nor the day it was opened."""


@transaction.atomic
def open_case(  # noqa: PLR0913  what the diary must say of a case, 5 ch. 2 § OSL
    *, association: Association, by: Person | None, title: str, kind: str = CaseKind.GENERAL, opened_on: date,
    counterpart: str = "", summary: str = "", proposal: str = "", awaits: str = "", secret: bool = False,
    secrecy_ground: str = "", retention: Kept = None, token: str = "",
) -> Case:  # fmt: skip
    """Open a case with the next number of its year. With the token of a form already used: return that case.

    Raises ValueError or BadInput with a Swedish sentence. Must be called within the association.
    """
    if done := already_done(association=association, by=by, action=OPENED, token=token):
        return Case.objects.get(association=association, pk=done.detail["case"])
    _check(title, secret=secret, ground=secrecy_ground)
    form = provisions_of(association, opened_on).text("diary_form")
    number = next_number(association, f"diary-{opened_on.year}")
    case = Case.objects.create(
        association=association, year=opened_on.year, number=number, opened_on=opened_on, opened_by=by,
        diary_number=diary_number(form, association=association.short_name, year=opened_on.year, number=number),
        title=title.strip(), kind=CaseKind(kind), counterpart=counterpart, summary=summary, proposal=proposal,
        awaits=awaits, secret=secret, secrecy_ground=secrecy_ground if secret else "",
        retention=retention_class(association, retention),
    )  # fmt: skip
    index_case(case)
    audit.record(association, OPENED, case.diary_number, by=by, case=case.pk, **_form(token))
    return case


@transaction.atomic
def change_case(*, association: Association, by: Person | None, case: Case, **changed: object) -> Case:
    """Change what the diary says of a case. Raises BadInput; TypeError for what may never be changed."""
    if wrong := changed.keys() - CHANGEABLE:
        raise TypeError(f"A case's {', '.join(sorted(wrong))} cannot be changed")
    case = _locked(association, case)
    if "retention" in changed:
        changed["retention"] = retention_class(association, changed["retention"])  # type: ignore[arg-type]
    before = {name: getattr(case, name) for name in changed}
    for name, value in changed.items():
        setattr(case, name, value)
    _check(case.title, secret=case.secret, ground=case.secrecy_ground)
    if not case.secret:
        case.secrecy_ground = ""
    case.save(update_fields=[*changed, "secrecy_ground"])
    index_case(case)
    audit.record(association, "cases.case.changed", case.diary_number, by=by, case=case.pk, **_differing(before, case))
    return case


@transaction.atomic
def let_await(*, association: Association, by: Person | None, case: Case, body: str, on: date | None = None) -> Case:
    """Let a case wait for a body's next meeting, not before the day if one is given. Empty body: it waits no more."""
    case = _locked(association, case)
    if body and case.closed_on:
        raise BadInput(Fault("Ärendet är avslutat. Öppna det igen innan det tas upp på ett möte."))
    case.awaits, case.awaits_on = Body(body).value if body else "", on if body else None
    case.save(update_fields=["awaits", "awaits_on"])
    audit.record(association, "cases.case.awaited", case.diary_number, by=by, case=case.pk, body=case.awaits)
    return case


@transaction.atomic
def close_case(*, association: Association, by: Person | None, case: Case, on: date | None = None) -> Case:
    """Close a case; it waits for nothing any more. One that is closed stays as it was."""
    case = _locked(association, case)
    if case.closed_on:
        return case
    case.closed_on, awaited = on or timezone.localdate(), case.awaits
    if case.closed_on < case.opened_on:
        raise BadInput(Fault("Ärendet kan inte avslutas före den dag då det öppnades."))
    case.awaits, case.awaits_on = "", None
    case.save(update_fields=["closed_on", "awaits", "awaits_on"])
    audit.record(association, "cases.case.closed", case.diary_number, by=by, case=case.pk, awaited=awaited)
    return case


@transaction.atomic
def reopen_case(*, association: Association, by: Person | None, case: Case, awaits: str = "") -> Case:
    """Open a closed case again, to wait for the body that is named, if any. One that is open stays as it was."""
    case = _locked(association, case)
    if not case.closed_on:
        return case
    case.closed_on, case.awaits = None, Body(awaits).value if awaits else ""
    case.save(update_fields=["closed_on", "awaits"])
    audit.record(association, "cases.case.reopened", case.diary_number, by=by, case=case.pk)
    return case


@transaction.atomic
def register_document(  # noqa: PLR0913  what the diary must say of a document, R42
    *, association: Association, by: Person | None, case: Case, title: str, direction: str, dated_on: date,
    counterpart: str = "", incoming: Incoming | Checked | None = None, file: StoredFile | None = None,
    secret: bool = False, secrecy_ground: str = "", retention: Kept = None,
) -> Document:  # fmt: skip
    """Register a document with the next number of its case. Its file is `incoming` bytes or one already stored.

    Raises BadInput. Must be called within the association.
    """
    case = _locked(association, case)
    _check(title, secret=secret, ground=secrecy_ground)
    if incoming is not None:
        file = store_file(association=association, incoming=incoming)
    last = Document.objects.filter(association=association, case=case).aggregate(last=Max("number"))["last"]
    document = Document.objects.create(
        association=association, case=case, number=(last or 0) + 1, title=title.strip(),
        direction=Direction(direction), dated_on=dated_on, counterpart=counterpart, file=file, secret=secret,
        secrecy_ground=secrecy_ground if secret else "", retention=retention_class(association, retention),
        registered_by=by,
    )  # fmt: skip
    index_document(document, file)
    audit.record(
        association, REGISTERED, f"{case.diary_number}:{document.number}", by=by, document=document.pk, case=case.pk
    )
    return document


@dataclass(frozen=True)
class Handed:
    """Documents handed in together: what the diary says of all of them."""

    direction: str
    dated_on: date
    counterpart: str = ""
    secret: bool = False
    secrecy_ground: str = ""
    retention: Kept = None


@transaction.atomic
def register_documents(
    *, association: Association, by: Person | None, case: Case, title: str, handed: Handed,
    files: Sequence[Incoming | Checked], token: str = "",
) -> list[Document]:  # fmt: skip
    """Register one document a file, or one without file. All or none; nothing when the form's token is used already.

    The title is for a single document; of several each is named after its file. Raises BadInput with every fault.
    """
    action = "cases.documents.handed_in"
    if already_done(association=association, by=by, action=action, token=token):
        return []
    checked = _all_checked(files)
    titles = (
        [title.strip() or title_of(one.name) for one in checked]
        if len(checked) < 2
        else [title_of(one.name) for one in checked]
    )
    documents = [
        register_document(association=association, by=by, case=case, title=named, incoming=one, **vars(handed))
        for named, one in (zip(titles, checked, strict=True) if checked else [(title, None)])
    ]
    if token:
        audit.record(association, action, case.diary_number, by=by, count=len(documents), form=token)
    return documents


def _all_checked(files: Sequence[Incoming | Checked]) -> list[Checked]:
    """Check every file before any is kept, so that every fault is told at once."""
    checked: list[Checked] = []
    faults: list[Fault] = []
    for one in files:
        try:
            checked.append(one if isinstance(one, Checked) else check_file(one))
        except BadInput as error:
            faults += error.faults
    if faults:
        raise BadInput(*faults)
    return checked


def _locked(association: Association, case: Case) -> Case:
    """Read the case again and hold its row, so that two who change it come one after the other."""
    return Case.objects.select_for_update(of=("self",)).get(association=association, pk=case.pk)


def _check(title: str, *, secret: bool, ground: str) -> None:
    faults: list[Fault] = []
    if not title.strip():
        faults.append(Fault("Skriv en titel, så att det går att hitta igen."))
    if len(title.strip()) > 200:
        faults.append(Fault("Titeln får vara högst 200 tecken. Korta den och skriv resten i sammanfattningen."))
    if secret and not ground.strip():
        faults.append(Fault("Ange vilken bestämmelse sekretessen vilar på, som OSL 26 kap. 1 §."))
    if faults:
        raise BadInput(*faults)


def _form(token: str) -> dict[str, str]:
    return {"form": token} if token else {}


def _differing(before: Mapping[str, object], case: Case) -> dict[str, list[str]]:
    return {name: [str(was), str(getattr(case, name))] for name, was in before.items() if was != getattr(case, name)}
