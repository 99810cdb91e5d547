"""Pages of the agenda while it is made: order, items, their texts and annexes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from finsam.cases.files import Incoming, check_size
from finsam.cases.models import Case, Document
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.kernel.faults import BadInput
from finsam.meetings.actions import before_agenda as actions
from finsam.meetings.actions.before_annexes import attach_document, attach_file, detach_document, move_annex
from finsam.meetings.actions.before_items import TEXTS, ChangedMeanwhile, change_item, last_change
from finsam.meetings.models import Annex, Item, Meeting
from finsam.meetings.queries.before_agenda import agenda_page, clashes_of, item_page
from finsam.meetings.records import find_meeting, majorities_of
from finsam.meetings.views.before_forms import FirstNumberForm, ItemForm, NewItemForm, UploadForm
from finsam.ui.pages import page, tell


@allow(Permission.KEEP_MEETINGS)
def agenda(request: AssociationRequest, key: str) -> HttpResponse:
    """Show the agenda to those who make it."""
    return _agenda(request, find_meeting(request.association, key))


def _agenda(
    request: AssociationRequest, meeting: Meeting, *, new: NewItemForm | None = None,
    number: FirstNumberForm | None = None, fault: str = "",
) -> HttpResponse:  # fmt: skip
    first = FirstNumberForm(initial={"number": meeting.first_number or 1}, auto_id="nummer_%s")
    content = agenda_page(request.association, meeting, new or NewItemForm(auto_id="ny_%s"), number or first, fault)
    status = 422 if fault or new or number else 200
    return page(request, "meetings/agenda.html", content, status=status)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_add(request: AssociationRequest, key: str) -> HttpResponse:
    """Add an item of its own, and open it."""
    meeting = find_meeting(request.association, key)
    form = NewItemForm(request.POST, auto_id="ny_%s")
    if form.is_valid():
        try:
            item = actions.add_item(
                association=request.association, by=request.user, meeting=meeting, **form.cleaned_data
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            tell(request, f"”{item.title}” är tillagd.")
            return redirect("agenda-item", request.association.slug, key, item.pk)
    return _agenda(request, meeting, new=form)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_case(request: AssociationRequest, key: str, case: int) -> HttpResponse:
    """Add a case that waits."""
    meeting = find_meeting(request.association, key)
    cases = Case.objects.select_related("responsible")
    found = get_object_or_404(cases, association=request.association, pk=case)
    try:
        item = actions.add_case(association=request.association, by=request.user, meeting=meeting, case=found)
    except ValueError as error:
        return _agenda(request, meeting, fault=str(error))
    tell(request, f"”{item.title}” är tillagd.")
    return redirect(f"{reverse('agenda', args=[request.association.slug, key])}#punkt-{item.pk}")


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_order(request: AssociationRequest, key: str) -> HttpResponse:
    """Move an item up or down, or take it away: what is asked is which button was pressed."""
    meeting = find_meeting(request.association, key)
    asked, item = pressed(request)
    same: dict[str, Any] = {"association": request.association, "by": request.user, "meeting": meeting, "item_id": item}
    back = reverse("agenda", args=[request.association.slug, key])
    try:
        if asked == "remove":
            entry = actions.remove_item(**same)
            undo = reverse("agenda-restore", args=[request.association.slug, key, entry.pk])
            tell(request, f"”{entry.detail['removed']['texts']['title']}” är borttagen.", undo_url=undo)
            return redirect(back)
        actions.move_item(**same, steps=-1 if asked == "up" else 1)
    except ValueError as error:
        return _agenda(request, meeting, fault=str(error))
    except Item.DoesNotExist:
        return _agenda(request, meeting, fault="Punkten är redan borttagen.")
    return redirect(f"{back}#punkt-{item}")


def pressed(request: AssociationRequest) -> tuple[str, int]:
    """Return which button of a list was pressed, and for which row. Raises Http404 when none of ours was."""
    for name in ("up", "down", "remove"):
        value = request.POST.get(name, "")
        if value.isdecimal():
            return name, int(value)
    raise Http404


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_restore(request: AssociationRequest, key: str, entry: int) -> HttpResponse:
    """Bring a removed item back."""
    meeting = find_meeting(request.association, key)
    try:
        item = actions.restore_item(association=request.association, by=request.user, meeting=meeting, entry_id=entry)
    except ValueError as error:
        return _agenda(request, meeting, fault=str(error))
    tell(request, f"”{item.title}” är tillbaka.")
    return redirect(f"{reverse('agenda', args=[request.association.slug, key])}#punkt-{item.pk}")


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_number(request: AssociationRequest, key: str) -> HttpResponse:
    """Set the year's first §."""
    meeting = find_meeting(request.association, key)
    form = FirstNumberForm(request.POST, auto_id="nummer_%s")
    if form.is_valid():
        try:
            actions.set_first_number(
                association=request.association, by=request.user, meeting=meeting, number=form.cleaned_data["number"]
            )
        except ValueError as error:
            form.add_error("number", str(error))
        else:
            tell(request, f"Paragraferna börjar på {form.cleaned_data['number']}.")
            return redirect("agenda", request.association.slug, key)
    return _agenda(request, meeting, number=form)


def _blank() -> UploadForm:
    return UploadForm(auto_id="fil_%s")


def _item(request: AssociationRequest, key: str, item: int) -> tuple[Meeting, Item]:
    meeting = find_meeting(request.association, key)
    items = Item.objects.select_related("case", "meeting")
    return meeting, get_object_or_404(items, association=request.association, meeting=meeting, pk=item)


def _form_of(request: AssociationRequest, meeting: Meeting, **given: Any) -> ItemForm:
    majorities = {key: str(one) for key, one in majorities_of(request.association, meeting.held_on).items()}
    return ItemForm(majorities=majorities, **given)


@allow(Permission.KEEP_MEETINGS)
def agenda_item(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Write an item; when somebody else has written in the same text, show both."""
    meeting, found = _item(request, key, item)
    now = {name: getattr(found, name) for name in TEXTS} | {"version": found.version}
    if request.method != "POST":
        form = _form_of(request, meeting, initial=now)
        return page(
            request, "meetings/item.html", item_page(request.association, meeting, found, form, upload=_blank())
        )
    if {request.POST.get("take"), request.POST.get("keep")} & set(TEXTS):
        return _chosen(request, meeting, found)
    form = _form_of(request, meeting, data=request.POST)
    if form.is_valid():
        return _saved(request, meeting, found, form)
    return page(
        request, "meetings/item.html", item_page(request.association, meeting, found, form, upload=_blank()), status=422
    )


def _chosen(request: AssociationRequest, meeting: Meeting, item: Item) -> HttpResponse:
    """Keep one's own text, or put the other's in its place in the form; nothing is saved yet."""
    take, other, typed = request.POST.get("take", ""), last_change(request.association, item), request.POST.copy()
    if take:
        typed[take] = str(other.now[take] if other.now[take] is not False else "")
    form = _form_of(request, meeting, data=typed)
    settled = {take, request.POST.get("keep", "")}
    left = [one for one in TEXTS if one in request.POST.getlist("clash") and one not in settled]
    mine = {one: typed.get(one, "") for one in TEXTS}
    clashes = clashes_of(form, mine, other.now, left)
    content = item_page(
        request.association, meeting, item, form, upload=_blank(), clashes=clashes, other=other if clashes else None
    )
    return page(request, "meetings/item.html", content)


def _saved(request: AssociationRequest, meeting: Meeting, item: Item, form: ItemForm) -> HttpResponse:
    association = request.association
    try:
        change_item(
            association=association, by=request.user, item=item, version=form.cleaned_data["version"],
            wanted=form.wanted,
        )  # fmt: skip
    except ValueError as error:
        form.add_error(None, str(error))
        content = item_page(association, meeting, item, form, upload=_blank())
    except ChangedMeanwhile as changed:
        both = dict(changed.merged) | {"version": changed.other.version}
        form = _form_of(request, meeting, data=both)
        clashes = clashes_of(form, changed.merged, changed.other.now, changed.clashes)
        content = item_page(association, meeting, item, form, upload=_blank(), clashes=clashes, other=changed.other)
    else:
        tell(request, "Punkten är sparad.")
        return redirect(request.path)
    return page(request, "meetings/item.html", content, status=422)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_annex(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Make documents of the case annexes."""
    meeting, found = _item(request, key, item)
    chosen = [int(one) for one in request.POST.getlist("document") if one.isdecimal()]
    documents = Document.objects.filter(association=request.association, case=found.case, pk__in=chosen)
    try:
        if not chosen:
            raise ValueError("Välj minst en handling.")  # noqa: TRY301
        for document in documents.order_by("number"):
            attach_document(association=request.association, by=request.user, item=found, document=document)
    except ValueError as error:
        return _refused(request, meeting, found, str(error))
    return redirect(f"{reverse('agenda-item', args=[request.association.slug, key, item])}#bilagor")


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_upload(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Register a new file and make it an annex."""
    meeting, found = _item(request, key, item)
    form = UploadForm(request.POST, request.FILES, auto_id="fil_%s")
    if form.is_valid():
        paper = form.cleaned_data["paper"]
        try:
            check_size(paper.name, paper.size)
            incoming = Incoming(paper.name, paper.read())
            attach_file(
                association=request.association, by=request.user, item=found, incoming=incoming,
                title=form.cleaned_data["title"],
            )  # fmt: skip
        except (BadInput, ValueError) as error:
            form.add_error("paper", str(error))
        else:
            return redirect(f"{reverse('agenda-item', args=[request.association.slug, key, item])}#bilagor")
    return _refused(request, meeting, found, upload=form)


def _refused(
    request: AssociationRequest, meeting: Meeting, item: Item, fault: str = "", upload: UploadForm | None = None
) -> HttpResponse:
    initial = {name: getattr(item, name) for name in TEXTS} | {"version": item.version}
    form = _form_of(request, meeting, initial=initial)
    content = item_page(request.association, meeting, item, form, upload=upload or _blank(), fault=fault)
    return page(request, "meetings/item.html", content, status=422)


@require_POST
@allow(Permission.KEEP_MEETINGS)
def agenda_annex_order(request: AssociationRequest, key: str, item: int) -> HttpResponse:
    """Move an annex up or down, or take it away."""
    meeting, found = _item(request, key, item)
    asked, annex = pressed(request)
    same: dict[str, Any] = {"association": request.association, "by": request.user, "item": found, "annex_id": annex}
    try:
        if asked == "remove":
            gone = detach_document(**same)
            tell(request, f"Bilagan ”{gone}” är borttagen. Handlingen finns kvar i ärendet.")
        else:
            move_annex(**same, steps=-1 if asked == "up" else 1)
    except ValueError as error:
        return _refused(request, meeting, found, str(error))
    except Annex.DoesNotExist:
        return _refused(request, meeting, found, "Bilagan är redan borttagen.")
    return redirect(f"{reverse('agenda-item', args=[request.association.slug, key, item])}#bilagor")
