"""Forms of calls, and of the association's own questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from finsam.funding.forms.application import words
from finsam.funding.models import Call
from finsam.funding.rules.applications import Asked
from finsam.ui.forms import day_field

SPARE, MOST = 3, 30


class CallForm(forms.Form):
    """A call for applications."""

    before = "innan omgången kan sparas"

    title = words("Omgång", longest=160, required=True, help_text="Som Insatser 2027.",
                  error_messages={"required": "Skriv vad omgången heter."})  # fmt: skip
    text = words("Vad ni söker", rows=5, longest=4000, help_text="Visas på den öppna sidan.")
    opens_on = day_field("Öppnar")
    closes_on = day_field("Sista dag", required=False, help_text="Tomt: öppen tills ni stänger den.")
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Any, *, call: Call | None, token: str = "", **initial: object) -> None:
        names = ("title", "text", "opens_on", "closes_on")
        written = {name: getattr(call, name) for name in names} if call else initial
        super().__init__(data, initial={**written, "token": token})


class QuestionsForm(forms.Form):
    """The association's own questions, with some rows to spare."""

    before = "innan frågorna kan sparas"
    quiet = True

    def __init__(self, data: Mapping[str, Any] | None, *, asked: Sequence[Asked]) -> None:
        super().__init__(data)
        self.keys = [one.key for one in asked] + [""] * SPARE
        for place in range(len(self.keys)):
            one = asked[place] if place < len(asked) else Asked("", "")
            number = place + 1
            self.fields[f"label-{place}"] = words(f"Fråga {number}", longest=200, initial=one.label)
            self.fields[f"help-{place}"] = words(f"Förklaring till fråga {number}", longest=300, initial=one.help)
            self.fields[f"required-{place}"] = forms.BooleanField(
                label=f"Fråga {number} måste besvaras", required=False, initial=one.required
            )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields, a question at a time."""
        return [[self[f"{name}-{place}"] for name in ("label", "help", "required")] for place in range(len(self.keys))]

    @property
    def said(self) -> list[Asked]:
        """The questions that have words; the form must be valid."""
        given = self.cleaned_data
        return [
            Asked(key, label, given[f"help-{place}"].strip(), given[f"required-{place}"])
            for place, key in enumerate(self.keys)
            if (label := given[f"label-{place}"].strip())
        ][:MOST]
