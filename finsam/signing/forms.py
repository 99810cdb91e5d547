"""Forms of the pages that check documents, and of those where one approves them."""

from django import forms

from finsam.kernel.swedish import SPACE, number
from finsam.signing.verification import SHORTEST_CODE, tidied_code

MOST_BYTES = 50_000_000


class FileForm(forms.Form):
    """A file to check."""

    file = forms.FileField(
        label="PDF-fil",
        help_text="Högst 50\N{NO-BREAK SPACE}MB. Filen läses en gång och sparas inte.",
        error_messages={"required": "Välj en fil att kontrollera.", "empty": "Filen är tom. Välj en annan."},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_file(self) -> object:
        """Refuse what is too large to be one of ours."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"Filen är på {number((file.size or 0) // 1_000_000)}{SPACE}MB. Här kan filer upp till "
                f"50{SPACE}MB kontrolleras; med kommandot finsam verify även större."
            )
        return file


class CodeForm(forms.Form):
    """The code that stands on the page of evidence."""

    kod = forms.CharField(
        label="Kod",
        max_length=100,
        help_text="Börja från vänster. Åtta tecken räcker.",
        error_messages={"required": "Skriv koden som står på sidan Godkännanden."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "class": "code-field"}
        ),
    )

    def clean_kod(self) -> str:
        """Return the code as it was meant."""
        code = tidied_code(self.cleaned_data["kod"])
        if not code:
            raise forms.ValidationError(
                f"Koden ska ha minst {SHORTEST_CODE} tecken, bara siffrorna 0–9 och bokstäverna a–f. "
                "Jämför med sidan Godkännanden och skriv den igen."
            )
        return code


class ApproveForm(forms.Form):
    """The password once more, and what content was on the screen."""

    before = "innan du godkänner"
    password = forms.CharField(
        label="Ditt lösenord",
        help_text="Samma som du loggar in med.",
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Skriv ditt lösenord för att godkänna."},
    )
    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
