"""Forms before and around the application itself: beginning one, inviting, withdrawing, completing."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finsam.cases.files import ALLOWED
from finsam.cases.forms import FilesField
from finsam.funding.actions.apply import Beginning
from finsam.funding.forms.application import words
from finsam.funding.models import Call

NO_CALL = "nar-som-helst"


class BeginForm(forms.Form):
    """What is asked before the form. `webbplats` is a trap for programs: people never see it."""

    before = "innan ansökan kan börjas"

    name = words("Ditt namn", longest=120, required=True, error_messages={"required": "Skriv vad du heter."})
    organisation = words(
        "Organisation", longest=160, required=True, help_text="Den som söker, som Lindesbergs kommun.",
        error_messages={"required": "Skriv vilken organisation som söker."},
    )  # fmt: skip
    email = forms.EmailField(
        label="E-post", max_length=254, help_text="Hit kommer länken till ansökan.",
        error_messages={"required": "Skriv din e-postadress.", "invalid": "Skriv e-post som namn@kommun.se."},
    )  # fmt: skip
    title = words(
        "Vad insatsen heter", longest=160, required=True, help_text="Går att ändra senare.",
        error_messages={"required": "Skriv vad insatsen heter, ett arbetsnamn räcker."},
    )  # fmt: skip
    call = forms.ChoiceField(
        label="Ansökningsomgång", error_messages={"required": "Välj vilken omgång ansökan gäller."}
    )
    webbplats = forms.CharField(required=False, label="Lämna den här rutan tom", max_length=200)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Any, *, calls: Sequence[Call], token: str) -> None:
        super().__init__(data, initial={"token": token, "call": str(calls[0].pk) if len(calls) == 1 else ""})
        self._calls = {str(call.pk): call for call in calls}
        choice: Any = self.fields["call"]
        if calls:
            choice.choices = [("", "Välj"), *((str(call.pk), call.title) for call in calls)]
        else:
            del self.fields["call"]
        self.fields["webbplats"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["organisation"].widget.attrs["autocomplete"] = "organization"

    @property
    def said(self) -> Beginning:
        """What is said; the form must be valid."""
        given = self.cleaned_data
        return Beginning(
            name=" ".join(given["name"].split()), email=given["email"].strip().lower(),
            organisation=given["organisation"].strip(), title=given["title"].strip(),
            call=self._calls.get(given.get("call", "")),
        )  # fmt: skip


class FilesForm(forms.Form):
    """Attachments of an application."""

    quiet = True

    papers = FilesField(label="Lägg till filer", required=False, help_text=f"Högst 50 MB var. {ALLOWED}.")


class InviteForm(forms.Form):
    """One more who writes."""

    before = "innan inbjudan kan skickas"

    name = words("Namn", longest=120, required=True, error_messages={"required": "Skriv vad den du bjuder in heter."})
    email = forms.EmailField(
        label="E-post", max_length=254,
        error_messages={"required": "Skriv en e-postadress.", "invalid": "Skriv e-post som namn@kommun.se."},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why an application is taken back."""

    before = "innan ansökan kan tas tillbaka"

    reason = words("Varför", rows=3, longest=2000, required=True,
                   error_messages={"required": "Skriv varför ansökan tas tillbaka."})  # fmt: skip


class AnswerForm(forms.Form):
    """What is said along with a completed application."""

    before = "innan kompletteringen kan skickas"

    answer = words("Vad ni har ändrat", rows=4, longest=4000, help_text="Läses först av den som bedömer ansökan.")
