"""Forms of the office: asking for completion, taking back for the applicant, an application that came on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from finsam.funding.forms.application import words
from finsam.funding.models import Call
from finsam.ui.forms import day_field


class CompletionForm(forms.Form):
    """What is missing, and when it is wanted."""

    before = "innan begäran kan skickas"

    text = words("Vad som behövs", rows=4, longest=4000, required=True, help_text="Skickas till alla som skriver.",
                 error_messages={"required": "Skriv vad som behövs."})  # fmt: skip
    due_on = day_field("Senast")


class OfficeWithdrawForm(forms.Form):
    """Why the applicant takes it back, as told to the office."""

    before = "innan ansökan kan tas tillbaka"

    withdrawal = words("Skäl, och hur sökanden hörde av sig", rows=3, longest=2000, required=True,
                       error_messages={"required": "Skriv varför ansökan tas tillbaka."})  # fmt: skip


class RegisterForm(forms.Form):
    """An application that came on paper or by e-mail: who, what, which call."""

    before = "innan ansökan kan läggas upp"

    organisation = words("Sökande organisation", longest=160, required=True,
                         error_messages={"required": "Skriv vilken organisation som söker."})  # fmt: skip
    title = words("Vad insatsen heter", longest=160, required=True,
                  error_messages={"required": "Skriv vad insatsen heter."})  # fmt: skip
    call = forms.ChoiceField(label="Ansökningsomgång", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Any, *, calls: Sequence[Call], token: str) -> None:
        super().__init__(data, initial={"token": token})
        self._calls = {str(call.pk): call for call in calls}
        choice: Any = self.fields["call"]
        choice.choices = [("", "Ingen omgång"), *((key, call.title) for key, call in self._calls.items())]

    @property
    def said(self) -> dict[str, Any]:
        """What is said; the form must be valid."""
        given = self.cleaned_data
        return {
            "title": given["title"].strip(), "organisation": given["organisation"].strip(),
            "call": self._calls.get(given["call"]), "token": given["token"],
        }  # fmt: skip


class ReceiveForm(forms.Form):
    """The day an application came to the office."""

    before = "innan ansökan kan registreras"

    received_on = day_field("Kom in", help_text="Dagen då den kom till förbundet. Tiden för svar räknas därifrån.")

    def clean_received_on(self) -> date:
        """Refuse a day to come."""
        on: date = self.cleaned_data["received_on"]
        if on > timezone.localdate():
            raise ValidationError(f"{on} har inte varit än. Ange dagen i dag eller en tidigare.")
        if on.year < 2004:
            raise ValidationError(f"{on} är för länge sedan. Kontrollera årtalet.")
        return on
