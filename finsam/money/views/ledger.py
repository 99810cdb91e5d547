"""The ledger's files: hand one in, look it through, apply it, throw it away, undo it."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.kernel.faults import BadInput
from finsam.money.actions import ledger_files as actions
from finsam.money.forms.ledger import LedgerFileForm, MappingForm
from finsam.money.models import LedgerFile
from finsam.money.queries.ledger import APPLY, DISCARD, UNDO, file_url, ledger_page
from finsam.money.queries.ledger_comparison import compare, files_in_force, state_of
from finsam.money.queries.ledger_file import applied_page, waiting_page
from finsam.money.queries.ledger_mapping import unmapped_of
from finsam.money.rules.ledger_changes import file_sums
from finsam.money.rules.sie import SieFile, read_sie
from finsam.ui.pages import page, tell
from finsam.ui.parts import Fault

SAME = "Filen är redan inläst, ingenting ändras."


def _keeps(request: AssociationRequest) -> bool:
    return Permission.KEEP_MONEY in request.permissions


@allow(Permission.SEE_ASSOCIATION)
def ledger(request: AssociationRequest) -> HttpResponse:
    """Show the files of the ledger, and take in another."""
    if request.method == "POST":
        return _take_in(request)
    form = LedgerFileForm() if _keeps(request) else None
    return page(
        request,
        "money/ledger.html",
        ledger_page(request.association, form, reads=Permission.OPEN_LEDGER in request.permissions),
    )


def _take_in(request: AssociationRequest) -> HttpResponse:
    """Read the file and go on to look it through; refused or the same as before, stay."""
    if not _keeps(request):
        raise PermissionDenied
    form, faults, name = LedgerFileForm(request.POST, request.FILES), [], ""
    if form.is_valid():
        upload, name = form.cleaned_data["file"], form.cleaned_data["file"].name
        try:
            received = actions.receive_file(
                association=request.association, by=request.user, file_name=name, content=upload.read(),
                today=timezone.localdate(), year=form.cleaned_data["year"],
            )  # fmt: skip
        except BadInput as bad:
            faults = [Fault("", f"Rad {one.line}: {one.what}" if one.line else one.what) for one in bad.faults]
        else:
            if received.file:
                return redirect(file_url(request.association, received.file))
            tell(request, SAME)
            return redirect("ledger", request.association.slug)
    content = ledger_page(request.association, form, faults=faults, refused=name, reads=True)
    return page(request, "money/ledger.html", content, status=422)


@allow(Permission.OPEN_LEDGER)
def ledger_file(request: AssociationRequest, file: int) -> HttpResponse:
    """Show a file: what it would change, or what became of it. A post applies it, throws it away or undoes it."""
    people = LedgerFile.objects.select_related("uploaded_by", "applied_by", "undone_by")
    row = get_object_or_404(people, association=request.association, pk=file)
    if request.method == "POST":
        return _done(request, row)
    if "fil" in request.GET:
        return _handed_out(row)
    if row.applied_at:
        content = applied_page(request.association, row, keeps=_keeps(request))
        return page(request, "money/ledger_file.html", content)
    return _preview(request, row, _read(row))


def _done(request: AssociationRequest, file: LedgerFile) -> HttpResponse:
    """Do what the address asks for, if whoever asks may."""
    if not _keeps(request):
        raise PermissionDenied
    do = DOES.get(request.GET.get("gor", ""))
    if do is None:
        raise Http404
    return do(request, file)


def _handed_out(file: LedgerFile) -> HttpResponse:
    """Hand out the file, byte for byte as it came."""
    response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.file_name) or ""
    return response


def _preview(
    request: AssociationRequest, file: LedgerFile, sie: SieFile, form: MappingForm | None = None
) -> HttpResponse:
    """Show what a waiting file would change, with its form as it was sent if it was."""
    association = request.association
    found = compare(association, sie)
    if form is None:
        seen = state_of(files_in_force(association, file.year))
        form = MappingForm(unmapped=found.unmapped, initial={"seen": seen})
    content = waiting_page(association, file, sie, found, form if _keeps(request) else None)
    return page(request, "money/ledger_file.html", content, status=422 if form.errors else 200)


def _apply(request: AssociationRequest, file: LedgerFile) -> HttpResponse:
    """Apply a waiting file with what was said of its new accounts and objects."""
    association, sie = request.association, _read(file)
    unmapped = unmapped_of(association, sie, file_sums(sie, association.ledger_dimension))
    form = MappingForm(request.POST, unmapped=unmapped)
    if form.is_valid():
        try:
            ledger = actions.apply_file(
                association=association, by=request.user, file=file, mapped=form.mapped,
                seen=form.cleaned_data["seen"], sie=sie,
            )  # fmt: skip
        except (BadInput, ValueError) as refused:
            form.add_error(None, str(refused))
        else:
            told = f"{file.file_name} är införd. {ledger.year} är bokfört till och med {ledger.covers_to or '–'}."
            tell(request, told, undo_url=file_url(association, file, UNDO))
            return redirect("ledger", association.slug)
    if file.applied_at:
        return redirect(file_url(association, file))
    return _preview(request, file, sie, form)


def _discard(request: AssociationRequest, file: LedgerFile) -> HttpResponse:
    try:
        actions.discard_file(association=request.association, by=request.user, file=file)
    except BadInput as refused:
        tell(request, refused.faults[0].what)
    else:
        tell(request, f"{file.file_name} är kastad. Ingenting är ändrat i huvudboken.")
    return redirect("ledger", request.association.slug)


def _undo(request: AssociationRequest, file: LedgerFile) -> HttpResponse:
    try:
        ledger = actions.undo_file(association=request.association, by=request.user, file=file)
    except BadInput as refused:
        tell(request, refused.faults[0].what)
    else:
        now = "gäller filen före igen" if ledger else "finns ingen huvudbok"
        tell(request, f"{file.file_name} är ångrad. För {file.year} {now}.")
    return redirect("ledger", request.association.slug)


def _read(file: LedgerFile) -> SieFile:
    return read_sie(bytes(file.content), file.file_name)


DOES: dict[str, Callable[[AssociationRequest, LedgerFile], HttpResponse]] = {
    APPLY: _apply,
    DISCARD: _discard,
    UNDO: _undo,
}
"""What a post to a file's address does, by its `gor`."""
