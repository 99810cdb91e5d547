"""Writing what is new of the running work into the database."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from finsam.bundle.tables import Record
from finsam.bundle.work.budgets import store_budgets
from finsam.bundle.work.formats import CASES, DELEGATED, DISCHARGES, DOCUMENTS, ITEMS, MEETINGS
from finsam.bundle.work.funding_rows import follow_decisions, store_funding
from finsam.bundle.work.money import COMMITMENTS, PROJECTS, store_months, store_objects, store_rounds
from finsam.bundle.work.names import item_name, item_names
from finsam.bundle.work.nodes import Ids, Node, Row, store_rows, values_of
from finsam.bundle.work.reading import KINDS, Work, stored_names
from finsam.cases.files import store_file
from finsam.cases.indexing import index_case, index_document
from finsam.cases.models import Document, StoredFile
from finsam.core.models import Association
from finsam.core.numbers import reach_number
from finsam.meetings.models import Annex, Item, Meeting
from finsam.meetings.records import series_name


def only_new(work: Work, stored: Work) -> Work:
    """Return the part of the work that the database does not have."""
    fresh = Work(files=work.files)
    for kind in KINDS:
        setattr(fresh, kind, {name: row for name, row in work.of(kind).items() if name not in stored.of(kind)})
    return fresh


def is_empty(work: Work) -> bool:
    """Tell whether there is nothing in the work."""
    return not any(work.of(kind) for kind in KINDS)


def store_work(association: Association, work: Work, seats: list[Record]) -> None:
    """Write the work, all of it new. Must be called within the association, in a transaction."""
    for row in work.documents.values():
        if row["file"]:
            store_file(association=association, incoming=work.files[row["file"]])
    ids = {kind: {name: pk for pk, name in rows.items()} for kind, rows in stored_names(association, seats).items()}
    for case in store_rows(CASES, association, list(work.cases.values()), ids):
        ids["case"][case.diary_number] = case.pk
        index_case(case)
        reach_number(association, f"diary-{case.year}", case.number)
    _store_documents(association, work, ids)
    for key, row in work.meetings.items():
        _store_meeting(association, key, row, ids)
    for one in store_rows(DELEGATED, association, list(work.delegated.values()), ids):
        reach_number(association, f"delegated-{one.year}", one.number)
    store_rows(DISCHARGES, association, list(work.discharges.values()), ids)
    store_budgets(association, list(work.budgets.values()), ids)
    store_rounds(association, list(work.rounds.values()), ids)
    store_months(association, list(work.months.values()), ids)
    store_rows(COMMITMENTS, association, list(work.commitments.values()), ids)
    store_rows(PROJECTS, association, list(work.projects.values()), ids)
    store_objects(association, list(work.objects.values()))
    files = Document.objects.filter(association=association, file__isnull=False).values_list("pk", "file")
    of_documents = dict(files)
    ids["file of document"] = {name: of_documents[pk] for name, pk in ids["document"].items() if pk in of_documents}
    store_funding(association, {kind: work.of(kind) for kind in KINDS}, ids)
    follow_decisions(association, work.applications)


def _store_documents(association: Association, work: Work, ids: dict[str, dict[str, int]]) -> None:
    made: Iterable[Document] = store_rows(DOCUMENTS, association, list(work.documents.values()), ids)
    for name, document in zip(work.documents, made, strict=True):
        ids["document"][name] = document.pk
        files = StoredFile.objects.filter(association=association, sha256=work.documents[name]["file"])
        index_document(document, files.defer("content").first())


def _store_meeting(association: Association, key: str, row: Row, ids: dict[str, dict[str, int]]) -> None:
    meeting = Meeting.objects.create(association=association, **values_of(MEETINGS, row, ids))
    series = series_name(meeting)
    names = item_names(row["items"])
    items = _store_items(association, meeting, row["items"], ids)
    own = {name: item.pk for name, item in zip(names, items, strict=True)}
    ids["item"] |= {item_name(key, name): pk for name, pk in own.items()}
    for name, child in MEETINGS.children.items():
        if name != "items":
            store_rows(child, association, row[name], {**ids, "own item": own}, meeting=meeting)
    if numbers := [item.number for item in items if item.number]:
        reach_number(association, series, max(numbers))


def _store_items(association: Association, meeting: Meeting, rows: list[Row], ids: Ids) -> list[Item]:
    series = series_name(meeting)
    plain = Node(ITEMS.spec)
    items: list[Item] = store_rows(
        plain, association, rows, ids, lambda row: {"series": series if row["number"] else ""}, meeting=meeting
    )
    for item, row in zip(items, rows, strict=True):
        Item.objects.filter(pk=item.pk).update(added_at=_added(row, meeting))
    for name, child in ITEMS.children.items():
        for item, row in zip(items, rows, strict=True):
            made = store_rows(child, association, row[name], ids, item=item)
            if child.spec.model is Annex:
                _date_annexes(made, row[name], meeting)
    return items


def _date_annexes(made: list[Any], rows: list[Row], meeting: Meeting) -> None:
    for annex, row in zip(made, rows, strict=True):
        Annex.objects.filter(pk=annex.pk).update(added_at=_added(row, meeting))


def _added(row: Row, meeting: Meeting) -> Any:
    """When something was added: as told when it was after the calling, else with the calling."""
    return row["added_at"] or meeting.called_at or timezone.now()
