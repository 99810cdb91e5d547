"""The diary: list and search, one case, open, change, put forward, close."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.cases import actions
from finsam.cases.forms import CaseChangeForm, CaseForm, carry_out
from finsam.cases.pages.cases import AWAITED, case_form_page, case_page, cases_page
from finsam.cases.queries import case_url, find_case, readable_case
from finsam.cases.retention import retention_choices
from finsam.cases.wording import body_word
from finsam.core.access import AssociationRequest, allow
from finsam.core.once import new_token
from finsam.core.rules.permissions import Permission
from finsam.kernel.faults import BadInput
from finsam.ui.pages import page, tell


@allow(Permission.SEE_ASSOCIATION)
def cases(request: AssociationRequest) -> HttpResponse:
    """Show the diary, or what was searched for in it."""
    content = cases_page(request.association, request.permissions, request.GET)
    return page(request, "cases/cases.html", content)


@allow(Permission.SEE_ASSOCIATION)
def case(request: AssociationRequest, year: int, number: int) -> HttpResponse:
    """Show one case."""
    found = find_case(request.association, year, number)
    return page(request, "cases/case.html", case_page(request.association, found, request.permissions))


@allow(Permission.KEEP_DIARY)
def case_new(request: AssociationRequest) -> HttpResponse:
    """Open a case."""
    association = request.association
    form = CaseForm(
        request.POST or None,
        retention=retention_choices(association),
        initial={"opened_on": timezone.localdate(), "token": new_token()},
    )
    if form.is_valid():
        opened = carry_out(form, actions.open_case, association=association, by=request.user, **form.values)
        if opened:
            tell(request, f"Ärendet har fått nummer {opened.diary_number}.")
            return redirect(case_url(association, opened, "document-new" if "also" in request.POST else "case"))
    content = case_form_page(association, form)
    return page(request, "cases/case_form.html", content, status=422 if form.errors else 200)


@allow(Permission.KEEP_DIARY)
def case_change(request: AssociationRequest, year: int, number: int) -> HttpResponse:
    """Change what the diary says of a case."""
    association, found = request.association, readable_case(request, year, number)
    initial = {name: getattr(found, name) for name in CaseChangeForm.base_fields if name not in {"token", "retention"}}
    form = CaseChangeForm(
        request.POST or None,
        retention=retention_choices(association),
        initial=initial | {"retention": found.retention.key if found.retention else ""},
    )
    if form.is_valid():
        values = {name: value for name, value in form.values.items() if name != "token"}
        if carry_out(form, actions.change_case, association=association, by=request.user, case=found, **values):
            tell(request, "Ärendet är sparat.")
            return redirect(case_url(association, found))
    content = case_form_page(association, form, found)
    return page(request, "cases/case_form.html", content, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_DIARY)
def case_await(request: AssociationRequest, year: int, number: int, body: str) -> HttpResponse:
    """Let a case wait for the next meeting of a body, or for none."""
    association, found = request.association, readable_case(request, year, number)
    if body not in AWAITED:
        raise Http404
    try:
        actions.let_await(association=association, by=request.user, case=found, body=AWAITED[body])
    except BadInput as error:
        tell(request, str(error))
    else:
        undo = next(word for word, value in AWAITED.items() if value == found.awaits)
        awaited = f"{found.diary_number} tas upp på nästa möte med {body_word(AWAITED[body])}." if AWAITED[body] else ""
        tell(
            request,
            awaited or f"{found.diary_number} väntar inte på något möte.",
            undo_url=case_url(association, found, "case-await", undo),
        )
    return redirect(case_url(association, found))


@require_POST
@allow(Permission.KEEP_DIARY)
def case_close(request: AssociationRequest, year: int, number: int) -> HttpResponse:
    """Close a case."""
    association, found = request.association, readable_case(request, year, number)
    try:
        actions.close_case(association=association, by=request.user, case=found)
    except BadInput as error:
        tell(request, str(error))
    else:
        awaited = f"?vantar={found.awaits}" if found.awaits else ""
        undo = case_url(association, found, "case-reopen") + awaited
        tell(request, f"{found.diary_number} är avslutat.", undo_url=undo)
    return redirect(case_url(association, found))


@require_POST
@allow(Permission.KEEP_DIARY)
def case_reopen(request: AssociationRequest, year: int, number: int) -> HttpResponse:
    """Open a closed case again."""
    association, found = request.association, readable_case(request, year, number)
    awaits = request.GET.get("vantar", "")
    awaits = awaits if awaits in AWAITED.values() else ""
    actions.reopen_case(association=association, by=request.user, case=found, awaits=awaits)
    tell(request, f"{found.diary_number} är öppet igen.", undo_url=case_url(association, found, "case-close"))
    return redirect(case_url(association, found))
