"""The pages where anybody checks a file or looks up a code. No sign-in; nothing handed in is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from finsam.signing.forms import CodeForm, FileForm
from finsam.signing.limits import count_question
from finsam.signing.pages import VerifyPage, code_page, verdict_page
from finsam.signing.verification import find_approved, tidied_code, verify_file
from finsam.ui.pages import page

TOO_MANY = "Många har frågat härifrån den senaste minuten. Vänta en minut och försök igen."


def verify(request: HttpRequest) -> HttpResponse:
    """Take a file and tell what is known of it, or a code and lead to its page."""
    if request.method == "POST":
        return _file_checked(request)
    code_form = CodeForm(request.GET if "kod" in request.GET else None)
    if code_form.is_valid():
        return redirect("verify-code", code_form.cleaned_data["kod"])
    return _asked(request, FileForm(), code_form)


def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show which document a code belongs to, and who has approved it."""
    tidied = tidied_code(code)
    found = find_approved(tidied) if tidied else []
    if not found and count_question(request):
        return _too_many(request, CodeForm({"kod": code}))
    return page(request, "signing/code.html", code_page(tidied, found), status=200 if found else 404)


def _file_checked(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, form, CodeForm())
    if count_question(request):
        return _too_many(request, form)
    file = form.cleaned_data["file"]
    return page(request, "signing/verdict.html", verdict_page(verify_file(file.read()), file.name))


def _asked(request: HttpRequest, file_form: FileForm, code_form: CodeForm) -> HttpResponse:
    wrong = file_form.errors or code_form.errors
    return page(request, "signing/verify.html", VerifyPage(file_form, code_form), status=422 if wrong else 200)


def _too_many(request: HttpRequest, form: FileForm | CodeForm) -> HttpResponse:
    form.add_error(None, TOO_MANY)
    forms = VerifyPage(form, CodeForm()) if isinstance(form, FileForm) else VerifyPage(FileForm(), form)
    response = page(request, "signing/verify.html", forms, status=429)
    response["Retry-After"] = "60"
    return response
