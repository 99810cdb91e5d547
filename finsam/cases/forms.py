"""Forms of the diary."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from finsam.cases.files import ALLOWED, Checked, Incoming, check_file, check_size
from finsam.cases.models import CaseKind, Direction, ReleaseOutcome
from finsam.core.models import Body
from finsam.kernel.faults import BadInput
from finsam.kernel.identity import looks_like_identity_number

Done = TypeVar("Done")
AWAITED = [("", "Inget möte än"), *((body.value, body.label) for body in (Body.BOARD, Body.PREPARATORY))]
IDENTITY_NUMBER = "Det här ser ut som ett personnummer. Förbundet får inte spara det. Ta bort det och spara igen."
FIRST_DAY = date(1900, 1, 1)
TOO_LONG = "Korta texten till högst %(limit_value)d tecken. Den är nu %(show_value)d."


def carry_out(form: forms.Form, action: Callable[..., Done], **given: Any) -> Done | None:
    """Do the action; what it refuses is told on the form, and None returned."""
    try:
        return action(**given)
    except BadInput as error:
        for fault in error.faults:
            form.add_error(None, str(fault))
    except ValueError as error:
        form.add_error(None, str(error))
    return None


def _no_identity_number(text: str) -> None:
    if looks_like_identity_number(text):
        raise ValidationError(IDENTITY_NUMBER)


def words_field(
    label: str, empty: str = "", *, rows: int = 0, longest: int | None = 200, **about: Any
) -> forms.CharField:
    """Make a field of words; with `rows` of several lines. Without `empty`, what to do when it is, it may be empty."""
    return forms.CharField(
        label=label, required=bool(empty), max_length=longest, validators=[_no_identity_number],
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": empty, "max_length": TOO_LONG}, **about,
    )  # fmt: skip


def _not_to_come(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(f"{day} har inte varit än. Ange dagen i dag eller en tidigare.")
    if day < FIRST_DAY:
        raise ValidationError(f"{day} är för länge sedan. Kontrollera årtalet.")


def _day(label: str, empty: str = "Ange en dag, som 2025-08-01.", **about: Any) -> forms.DateField:
    return forms.DateField(
        label=label, validators=[_not_to_come], widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": empty, "invalid": "Skriv dagen som 2025-08-01."}, **about,
    )  # fmt: skip


class SecrecyForm(forms.Form):
    """What a case and a document have in common: secrecy and retention."""

    secret = forms.BooleanField(
        label="Omfattas av sekretess", required=False,
        help_text="Titel och innehåll visas då bara för dem vars roll får läsa sekretess. Nummer och dag syns för "
        "alla i förbundet.",
    )  # fmt: skip
    secrecy_ground = words_field(
        "Bestämmelse", longest=120, help_text="Behövs när rutan ovan är ikryssad. Som OSL 26 kap. 1 §."
    )
    retention = forms.ChoiceField(
        label="Bevarande och gallring", required=False,
        help_text="Följ dokumenthanteringsplanen. Går att ändra senare.",
    )  # fmt: skip
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, retention: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["retention"].choices = [("", "Inte bestämt"), *retention]  # type: ignore[attr-defined]
        self.fields["secrecy_ground"].widget.attrs["list"] = "bestammelser"

    def clean(self) -> dict[str, Any]:
        """Hold secrecy and its ground together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("secret") and not cleaned.get("secrecy_ground") and "secrecy_ground" not in self.errors:
            self.add_error("secrecy_ground", "Ange vilken bestämmelse sekretessen vilar på, som OSL 26 kap. 1 §.")
        if cleaned.get("secrecy_ground") and not cleaned.get("secret"):
            self.add_error("secret", "Du har angett en bestämmelse. Kryssa i rutan, eller ta bort bestämmelsen.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What an action takes."""
        return dict(self.cleaned_data)


class CaseForm(SecrecyForm):
    """A case, new or changed."""

    before = "innan ärendet kan sparas"
    title = words_field("Vad ärendet gäller", "Skriv vad ärendet gäller, som Ansökan om metodutveckling.",
                   help_text="Kort och så att det går att hitta igen. Inga namn på enskilda.")  # fmt: skip
    counterpart = words_field(
        "Från eller med vem", help_text="Myndighet, kommun, organisation eller annan som ärendet rör."
    )
    kind = forms.ChoiceField(label="Slag", choices=CaseKind.choices,
                             help_text="Avgör vilka förslag till beslut du får på mötet.")  # fmt: skip
    opened_on = _day("Öppnat", help_text="Dagen då ärendet kom in eller väcktes. Året ger diarienumret.")
    summary = words_field(
        "Sammanfattning", rows=5, longest=None, help_text="Det styrelsen behöver veta. Följer med till kallelsen."
    )
    proposal = words_field("Förslag till beslut", rows=3, longest=None,
                      help_text="En att-sats per rad. Ordet ”att” sätts dit på mötet.")  # fmt: skip
    awaits = forms.ChoiceField(label="Ska tas upp av", choices=AWAITED, required=False,
                               help_text="Ärendet erbjuds när nästa dagordning görs.")  # fmt: skip
    field_order = ("title", "counterpart", "kind", "opened_on", "summary", "proposal", "awaits")


class CaseChangeForm(CaseForm):
    """A case that has its number: the day it was opened stays."""

    opened_on = None  # type: ignore[assignment]


class FilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by its bytes; every fault is told."""

    widget = FilesInput

    def clean(self, data: "Sequence[UploadedFile[Any]]", initial: object = None) -> list[Checked]:  # noqa: ARG002
        """Return the files as they may be kept."""
        faults: list[str] = []
        checked: list[Checked] = []
        for upload in data or []:
            try:
                check_size(upload.name or "", upload.size or 0)
                checked.append(check_file(Incoming(upload.name or "", upload.read())))
            except BadInput as error:
                faults += map(str, error.faults)
        if faults:
            raise ValidationError(faults)
        return checked


class DocumentForm(SecrecyForm):
    """One or more documents that are registered together."""

    before = "innan handlingen kan registreras"
    papers = FilesField(
        label="Filer", required=False,
        help_text=f"Välj en eller flera, högst 50 MB var. Varje fil blir en handling. {ALLOWED}.",
    )  # fmt: skip
    title = words_field(
        "Titel", help_text="Lämna tomt så tas den från filens namn. Med flera filer får var och en sin."
    )
    direction = forms.ChoiceField(
        label="Handlingen är", choices=Direction.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj om handlingen är inkommen, utgående eller upprättad."},
    )  # fmt: skip
    dated_on = _day("Datum", help_text="Dagen då den kom in, skickades eller blev färdig.")
    counterpart = words_field(
        "Avsändare eller mottagare", help_text="Tomt för en handling som ni själva har upprättat."
    )
    field_order = ("papers", "title", "direction", "dated_on", "counterpart")

    def clean(self) -> dict[str, Any]:
        """Ask for a title when there is no file to take it from."""
        cleaned = super().clean()
        if not cleaned.get("title") and not cleaned.get("papers") and not {"title", "papers"} & set(self.errors):
            self.add_error("title", "Skriv en titel, eller välj en fil att ta den från.")
        return cleaned


class RequestForm(forms.Form):
    """Somebody asks for documents."""

    before = "innan begäran kan skrivas in"
    asked_on = _day("Begärdes", "Ange dagen då handlingarna begärdes ut.")
    asked_for = words_field("Vad som begärs ut", "Skriv vad som begärs ut.", rows=3, longest=2000,
                       help_text="Som det begärdes. Det behöver inte vara exakt.")  # fmt: skip
    asked_by = words_field("Vem som frågar",
                      help_text="Den som frågar får vara anonym. Skriv bara det som behövs för att svara.")  # fmt: skip
    documents = words_field(
        "Handlingar", longest=2000,
        help_text="Diarienummer med komma mellan: 2025-1 är ett helt ärende, 2025-1:2 en handling.",
    )  # fmt: skip
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    """How a request was answered."""

    before = "innan svaret kan sparas"
    outcome = forms.ChoiceField(
        label="Svar", choices=ReleaseOutcome.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj hur begäran besvarades."},
    )  # fmt: skip
    ground = words_field(
        "Bestämmelse", help_text="Behövs vid avslag och strykningar. Den som får avslag ska få veta hur man överklagar."
    )
    answered_on = _day("Besvarades", "Ange dagen då svaret lämnades.")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["ground"].widget.attrs["list"] = "bestammelser"
