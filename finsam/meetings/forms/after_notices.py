"""Forms of the notice board."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from finsam.cases.files import check_size
from finsam.kernel.faults import BadInput
from finsam.meetings.models import Notice


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen som 2025-11-21."},
    )


class NoticeForm(forms.Form):
    """When one notice went up and came down, and how that is known."""

    quiet = True
    put_up_on = _day("Sattes upp")
    taken_down_on = _day("Togs ned")
    proof = forms.CharField(
        label="Bevis",
        help_text="Vem som har kvitterat och hur, till exempel ”registrator, e-post 2 december”.",
        max_length=300,
        required=False,
    )
    file = forms.FileField(label="Bevis som fil", help_text="PDF, bild eller text. Sparas i diariet.", required=False)

    def __init__(self, notice: Notice, data: Any = None, files: Any = None) -> None:
        noted = {name: getattr(notice, name) for name in ("put_up_on", "taken_down_on", "proof")}
        super().__init__(data, files, initial=noted, prefix=f"anslag-{notice.pk}")

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse a file that is empty or too large before it is read."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file:
            try:
                check_size(file.name or "", file.size or 0)
            except BadInput as refused:
                raise forms.ValidationError(str(refused)) from refused
        return file


class LetterForm(forms.Form):
    """Where each member's office gets the announcement; an address left empty gets none."""

    quiet = True

    def __init__(self, notices: Iterable[tuple[Notice, str]], data: Any = None) -> None:
        super().__init__(data)
        for notice, known in notices:
            self.fields[f"to-{notice.pk}"] = forms.EmailField(
                label=str(notice.member),
                required=False,
                initial=known,
                max_length=254,
                error_messages={"invalid": "Det där är ingen e-postadress. Skriv den som registrator@kommun.se."},
            )

    def addresses(self) -> dict[int, str]:
        """Return the address given for each notice, by its id."""
        return {int(name.removeprefix("to-")): to for name, to in self.cleaned_data.items() if to}
