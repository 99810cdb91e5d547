"""Writing in an application, the same way for its owner and for the office: save, merge, attach, take away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect

from finsam.cases.forms import carry_out
from finsam.core.access import AssociationRequest
from finsam.core.models import Person
from finsam.funding.actions.application_files import add_files, remove_file
from finsam.funding.actions.application_saving import Changed, save_application
from finsam.funding.forms.application import typed_in
from finsam.funding.forms.apply import FilesForm
from finsam.funding.models import Application
from finsam.funding.queries.application_form_page import Place, form_of, form_page, saved_at
from finsam.funding.queries.application_held import Held, flat, hold
from finsam.funding.rules.application_merge import Merged, merged
from finsam.ui.pages import page, tell

TRIES = 3
BOTH = "Någon annan har ändrat samma sak. Tryck på Spara, så visas båda texterna."


@dataclass(frozen=True)
class Editing:
    """Who writes, in what, and where."""

    request: AssociationRequest
    application: Application
    by: Person | None
    place: Place
    asked_for: str = ""


def edit(editing: Editing) -> HttpResponse:
    """Show the form, or save what was sent: everything, a file more, or a file less."""
    request = editing.request
    held = hold(request.association, editing.application)
    if request.method != "POST":
        form = form_of(request.association, held, None)
        return _page(editing, held, form)
    for _ in range(TRIES):
        result = _merge(request, held)
        form = form_of(request.association, held, result.values)
        if result.clashes or not form.is_valid():
            return _refused(editing, held, form, result)
        try:
            saved = save_application(
                association=request.association, by=editing.by, application=held.application, said=form.said,
                revision=held.application.revision,
            )  # fmt: skip
        except Changed:
            again = Application.objects.select_related("call", "form", "association", "intervention")
            held = hold(request.association, again.get(association=request.association, pk=held.application.pk))
            continue
        except ValueError as error:
            form.add_error(None, str(error))
            return _refused(editing, held, form, result)
        return _after(editing, saved)
    return _refused(editing, held, form, result)


def _merge(request: AssociationRequest, held: Held) -> Merged:
    values = {name: text for name, text in request.POST.items() if isinstance(text, str)}
    typed = typed_in(values)
    names = form_of(request.association, held, typed).fields
    typed = {name: text for name, text in typed.items() if name in names}
    return merged(base=_base(values.get("base", "")), saved=flat(held), typed=typed)


def _base(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _refused(editing: Editing, held: Held, form: object, result: Merged) -> HttpResponse:
    shown = BOTH if _by_itself(editing.request) else "Inte sparat än: välj text överst på sidan."
    told = shown if result.clashes else "Inte sparat: rätta det som är fel först."
    return _page(editing, held, form, clashes=result.clashes, told=told, status=422)


def _page(editing: Editing, held: Held, form: object, *, status: int = 200, **more: object) -> HttpResponse:
    """Show the form whole, or, when the page saves by itself, only what tells how it went."""
    content = form_page(held, form, editing.place, asked_for=editing.asked_for, **more)  # type: ignore[arg-type]
    if _by_itself(editing.request):
        return page(editing.request, "funding/application_form_saved.html", content)
    return page(editing.request, "funding/application_form.html", content, status=status)


def _by_itself(request: AssociationRequest) -> bool:
    return request.method == "POST" and "sjalv" in request.POST


def _after(editing: Editing, saved: Application) -> HttpResponse:
    """Go on after a save: attach, take away, to where it is checked, or back to the form."""
    request = editing.request
    if _by_itself(request):
        held = hold(request.association, saved)
        return _page(editing, held, form_of(request.association, held, None), saved=saved_at())
    if request.FILES:
        if wrong := _attach(editing, saved):
            return wrong
        if request.POST.get("spara") != "vidare":
            return redirect(f"{editing.place.url}#bilagor")
    if removed := request.POST.get("ta-bort", ""):
        _remove(editing, saved, removed)
        return redirect(f"{editing.place.url}#bilagor")
    if request.POST.get("spara") == "vidare":
        return redirect(editing.place.next_url)
    tell(request, f"{saved_at()}. Du kan stänga sidan och fortsätta en annan dag.")
    return redirect(editing.place.url)


def _attach(editing: Editing, saved: Application) -> HttpResponse | None:
    request, files = editing.request, FilesForm(editing.request.POST, editing.request.FILES)
    if files.is_valid():
        added = carry_out(
            files, add_files, association=request.association, by=editing.by, application=saved,
            files=files.cleaned_data["papers"],
        )  # fmt: skip
        if added is not None:
            tell(request, f"{len(added)} {'bilaga' if len(added) == 1 else 'bilagor'} sparade.")
            for warning in dict.fromkeys(w for file in files.cleaned_data["papers"] for w in file.warnings):
                tell(request, warning)
            return None
    held = hold(request.association, saved)
    return _page(editing, held, form_of(request.association, held, None), files_form=files, status=422)


def _remove(editing: Editing, saved: Application, asked: str) -> None:
    try:
        title = remove_file(
            association=editing.request.association, by=editing.by, application=saved,
            pk=int(asked) if asked.isdecimal() and len(asked) < 12 else 0,
        )  # fmt: skip
    except ValueError as error:
        tell(editing.request, str(error))
        return
    if title:
        tell(editing.request, f"”{title}” är borttagen.")
