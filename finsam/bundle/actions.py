"""Loading a bundle whole, and writing one back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.db.models import F

from finsam.bundle.checks import disagreements, fill_in
from finsam.bundle.contents import (
    ASSOCIATION,
    INTERVENTIONS_FILE,
    REPORT_PREFIXES,
    Contents,
    read_files,
    stored_contents,
    written_files,
)
from finsam.bundle.formats import ASSOCIATION_FIELDS, ASSOCIATION_LISTS, IDENTITIES, INTERVENTIONS, OWN_LISTS, TABLES
from finsam.bundle.in_place import remove_unused, update_in_place
from finsam.bundle.intervention_lists import LISTS as INTERVENTION_LISTS
from finsam.bundle.intervention_lists import leave_interventions
from finsam.bundle.ledgers import LEDGER_ENDINGS, store_ledgers
from finsam.bundle.tables import Record
from finsam.bundle.work.checks import differences, work_faults
from finsam.bundle.work.reading import is_work, read_stored_files
from finsam.bundle.work.storing import is_empty, only_new, store_work
from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.tenancy import within
from finsam.funding.models import Grant
from finsam.kernel.faults import BadInput, Fault
from finsam.money.models import Ledger, LedgerFile
from finsam.reports.actions.writing import forget_texts, text_is_open
from finsam.reports.editions import edition_in
from finsam.reports.models import Report

Progress = Callable[[str], None]

TEXT_ENDINGS = (".csv", ".yaml", ".yml")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of a bundle by name. Raises BadInput when the folder is none, or has a file we do not know."""
    if not folder.is_dir():
        raise BadInput(Fault("Mappen finns inte", str(folder)))
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    known = {"association.yaml", INTERVENTIONS_FILE, *TABLES}
    strangers = [
        Fault("Filen känns inte igen. Se docs/bundle.md.", name)
        for name in names
        if name not in known and not is_work(name) and name.lower().endswith(TEXT_ENDINGS)
    ]
    if strangers:
        raise BadInput(*strangers)
    return {name: path.read_bytes() for name, path in names.items() if name in known or _is_ours(name)}


def _is_ours(name: str) -> bool:
    return name.lower().endswith(LEDGER_ENDINGS) or name.startswith(tuple(REPORT_PREFIXES)) or is_work(name)


def load_bundle(
    folder: Path, *, by: Person | None = None, keep: bool = False, progress: Progress = lambda _: None
) -> tuple[Association, bool]:
    """Load a bundle whole; return the association and whether anything was changed.

    With `keep` the cases and meetings that the association already has are left as they are, whatever the bundle
    says of them; without it they must agree. Raises BadInput with every fault found, and then nothing is stored.
    """
    progress("Läser filerna")
    contents = read_files(read_folder(folder))
    fill_in(contents)
    faults = contents.faults or disagreements(contents)
    if faults:
        raise BadInput(*faults)
    with transaction.atomic():
        return _store(contents, by=by, keep=keep, progress=progress)


def _store(contents: Contents, *, by: Person | None, keep: bool, progress: Progress) -> tuple[Association, bool]:
    association = Association.objects.filter(slug=contents.association["slug"]).first() or Association()
    with_fields = {column.name: contents.association[column.name] for column in ASSOCIATION_FIELDS}
    is_new = association.pk is None
    if is_new:
        for name, value in with_fields.items():
            setattr(association, name, value)
        association.save()
    with within(association):
        stored = stored_contents(association)
        _leave_what_is_not_told(contents, stored)
        _keep_what_is_granted(association, contents, stored)
        leave_interventions(contents, stored, keep=keep)
        lists = _lists(contents)
        faults = [*work_faults(contents.work, stored.work, lists)]
        faults += [] if keep else differences(contents.work, stored.work)
        if faults:
            raise BadInput(*faults)
        fresh = only_new(contents.work, stored.work)
        rest_is_same = replace(contents, work=stored.work) == stored
        if not is_new and rest_is_same and is_empty(fresh):
            return association, False
        if is_new or not rest_is_same:
            Association.objects.filter(pk=association.pk).update(**with_fields)
            _replace(association, contents, progress)
        progress("Sparar ärenden och möten")
        store_work(association, fresh, contents.lists.get("seats", []))
        audit.record(association, "bundle.association.loaded", association.slug, by=by)
    association.refresh_from_db()
    return association, True


def _leave_what_is_not_told(contents: Contents, stored: Contents) -> None:
    for name in OWN_LISTS:
        contents.lists.setdefault(name, stored.lists[name])


def _keep_what_is_granted(association: Association, contents: Contents, stored: Contents) -> None:
    """Let interventions that grants have made stay, though no file tells of them."""
    told = {record["key"] for record in contents.interventions}
    granted = set(Grant.objects.filter(association=association).values_list("intervention__key", flat=True))
    made = [record for record in stored.interventions if record["key"] in granted - told]
    contents.interventions = [*contents.interventions, *made]


def _lists(contents: Contents) -> dict[str, list[Record]]:
    return {
        **contents.lists,
        INTERVENTIONS_FILE: contents.interventions,
        **contents.intervention_lists,
        **contents.tables,
    }


def _replace(association: Association, contents: Contents, progress: Progress) -> None:
    for model in (Ledger, LedgerFile):
        model.objects.filter(association=association).delete()
    forget_texts(association)
    lists = _lists(contents)
    specs = {**ASSOCIATION_LISTS, INTERVENTIONS_FILE: INTERVENTIONS, **INTERVENTION_LISTS, **TABLES}
    for name, spec in reversed(specs.items()):
        if name not in IDENTITIES:
            spec.clear(association)
    gone = []
    for name, spec in specs.items():
        progress(f"Sparar {name}")
        if name in IDENTITIES:
            gone.append((name, update_in_place(spec, association, lists.get(name, []), IDENTITIES[name])))
        else:
            spec.store(association, lists.get(name, []))
    for name, rows in reversed(gone):
        remove_unused(rows, ASSOCIATION if name in ASSOCIATION_LISTS else name)
    progress("Sparar huvudboken")
    store_ledgers(association, contents.read_ledgers, contents.ledgers)
    for name, text in contents.reports.items():
        _store_report(association, name, text)


def _store_report(association: Association, name: str, text: str) -> None:
    """Store a report's text. One that is being signed or is sealed keeps its own."""
    key = edition_in(name).key
    report, made = Report.objects.get_or_create(association=association, **key, defaults={"text": text})
    if not made and text_is_open(association, report):
        Report.objects.filter(association=association, pk=report.pk).update(text=text, revision=F("revision") + 1)


def dump_bundle(association: Association, folder: Path) -> list[Path]:
    """Write the association as a bundle; return the files. Raises BadInput when the folder holds something else."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(Fault("Mappen är inte tom. Ange en ny mapp.", str(folder)))
    with within(association):
        contents = stored_contents(association)
        read_stored_files(association, contents.work)
        files = written_files(contents)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [folder / name for name in files]
