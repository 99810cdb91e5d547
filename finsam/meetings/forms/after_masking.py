"""The form of what is left out of public minutes."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.html import escape

from finsam.kernel.swedish import capital
from finsam.meetings.models import Masking

LEAVE_OUT, LET_STAND = "ut", "kvar"
CHOICES = ((LEAVE_OUT, "Ta bort"), (LET_STAND, "Låt stå"))


class MaskingForm(forms.Form):
    """A choice for each phrase, and phrases of one's own."""

    quiet = True
    own = forms.CharField(
        label="Andra ord som ska bort",
        help_text="Ett namn eller en uppgift per rad, skrivet som i protokollet.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, maskings: Iterable[Masking], data: Any = None) -> None:
        super().__init__(data)
        self.maskings = list(maskings)
        for masking in self.maskings:
            decided = {True: LEAVE_OUT, False: LET_STAND, None: ""}[masking.masked]
            self.fields[_name(masking)] = forms.ChoiceField(
                label=masking.phrase,
                help_text=escape(capital(masking.why)),
                choices=CHOICES,
                widget=forms.RadioSelect,
                required=False,
                initial=decided,
            )
        self.order_fields([*map(_name, self.maskings), "own"])

    def clean_own(self) -> list[str]:
        """Return the own phrases, one a line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["own"].splitlines()]
        long = next((line for line in lines if len(line) > 200), "")
        if long:
            raise forms.ValidationError(f"”{long[:40]} …” är för långt. Skriv högst 200 tecken på varje rad.")
        return [line for line in lines if line]

    def choices_made(self) -> Iterator[tuple[str, str, bool]]:
        """Yield phrase, why and whether it is left out, for those decided."""
        for masking in self.maskings:
            choice = self.cleaned_data.get(_name(masking))
            if choice:
                yield masking.phrase, masking.why, choice == LEAVE_OUT
        for phrase in self.cleaned_data["own"]:
            yield phrase, "eget val", True


def _name(masking: Masking) -> str:
    """The field of a phrase: the same however the text has changed since the page was shown."""
    return f"val-{hashlib.sha256(masking.phrase.encode()).hexdigest()[:16]}"
