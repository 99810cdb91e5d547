"""Pages of the follow-up: a month, what is said of a line, the summary, closing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from finsam.core.access import AssociationRequest, allow
from finsam.core.models import AuditEntry
from finsam.core.rules.permissions import Permission
from finsam.figures.book import Book
from finsam.kernel.periods import Period
from finsam.kernel.swedish import capital
from finsam.money.actions import follow_up as actions
from finsam.money.facts import budget_lines
from finsam.money.forms.follow_up import LineForm, SummaryForm
from finsam.money.models import BudgetLine
from finsam.money.queries.follow_up import follow_up_page
from finsam.money.queries.follow_up_line import offered
from finsam.money.queries.follow_up_table import Asked
from finsam.money.rules.months import Month
from finsam.ui.pages import page, tell

LONG = 10  # figures of a number that is no id
TEMPLATE = "money/follow_up.html"


def _asked(request: AssociationRequest) -> Asked:
    line = request.GET.get("rad", "")
    return Asked(
        great=request.GET.get("visa") == "avvikelser",
        accounts=request.GET.get("konton") == "1",
        line=int(line) if line.isascii() and line.isdigit() and len(line) < 10 else None,
    )


@allow(Permission.SEE_ASSOCIATION)
def follow_up(request: AssociationRequest, month: Month | None = None) -> HttpResponse:
    """Show a month's follow-up, else that of the latest with anything booked."""
    book = Book(request.association, month.period if month else Period.year(timezone.localdate().year))
    return page(request, TEMPLATE, follow_up_page(book, month, request.permissions, _asked(request)))


@require_POST
@allow(Permission.KEEP_MONEY)
def line(request: AssociationRequest, month: Month, line: int) -> HttpResponse:
    """Keep what is said of a line, or take it back."""
    association, asked = request.association, Asked(line=line)
    row = get_object_or_404(BudgetLine.objects.select_related("group"), association=association, pk=line)
    back = reverse("money-month", args=[association.slug, month.name])
    if "angra" in request.GET:
        return _undo_line(request, request.GET["angra"], f"{back}#rad-{line}")
    form = LineForm(request.POST, offered=_offered(request, month, row))
    if form.is_valid():
        try:
            entry = actions.follow_up_line(
                association=association, by=request.user, line=row, month=month, said=form.said
            )
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            undo = (
                f"{reverse('money-line', args=[association.slug, month.name, line])}?angra={entry.pk}" if entry else ""
            )
            tell(request, f"{row.label} är sparad." if entry else "Inget var ändrat.", undo_url=undo)
            return redirect(f"{back}#rad-{line}")
    content = follow_up_page(Book(association, month.period), month, request.permissions, asked, line_form=form)
    return page(request, TEMPLATE, content, status=422)


def _offered(request: AssociationRequest, month: Month, row: BudgetLine) -> list[tuple[str, str]]:
    book = Book(request.association, month.period)
    key = next(key for key, its in book.scope.once(budget_lines).items() if its.pk == row.pk)
    return offered(book, key)


def _undo_line(request: AssociationRequest, entry: str, back: str) -> HttpResponse:
    key = int(entry) if entry.isascii() and entry.isdigit() and len(entry) < LONG else 0
    row = get_object_or_404(AuditEntry, association=request.association, action=actions.FOLLOWED_UP, pk=key)
    try:
        actions.undo_line(association=request.association, by=request.user, entry=row)
    except ValueError as error:
        tell(request, str(error))
    else:
        tell(request, f"{row.subject} är som förut.")
    return redirect(back)


@require_POST
@allow(Permission.KEEP_MONEY)
def act(request: AssociationRequest, month: Month) -> HttpResponse:
    """Write the summary, close the month, or open it again."""
    form = SummaryForm(request.POST) if request.POST.get("gor") == "sammanfatta" else None
    does = request.POST.get("gor") or request.GET.get("gor", "")
    if form and not form.is_valid():
        content = follow_up_page(
            Book(request.association, month.period), month, request.permissions, Asked(), summary_form=form
        )
        return page(request, TEMPLATE, content, status=422)
    try:
        told, undo = _done(request, month, does, form)
    except ValueError as error:
        content = follow_up_page(
            Book(request.association, month.period),
            month,
            request.permissions,
            Asked(),
            summary_form=form,
            fault=str(error),
        )
        return page(request, TEMPLATE, content, status=422)
    here = reverse("money-month-act", args=[request.association.slug, month.name])
    tell(request, told, undo_url=f"{here}?gor={undo}" if undo else "")
    return redirect("money-month", request.association.slug, month.name)


def _done(request: AssociationRequest, month: Month, does: str, form: SummaryForm | None) -> tuple[str, str]:
    """Do what is asked for; return what to tell and what takes it back."""
    association, by = request.association, request.user
    if form:
        actions.write_summary(association=association, by=by, month=month, text=form.cleaned_data["summary"])
        return "Sammanfattningen är sparad.", ""
    if does == "stang":
        actions.close_month(association=association, by=by, month=month)
        return f"{capital(month.word)} är stängd. Tabellen är sparad som den står.", "oppna"
    if does == "oppna":
        actions.reopen_month(association=association, by=by, month=month)
        return f"{capital(month.word)} är öppen igen.", "stang"
    msg = "Välj vad som ska göras med månaden."
    raise ValueError(msg)
