"""Forms of the association's own rules and of its seats."""

from typing import Any

from django import forms

from finsam.cases.models import CaseKind
from finsam.core.models import Body, Member, SeatRole
from finsam.core.rules.provisions import Known
from finsam.core.seating import Called, NewSeat
from finsam.meetings.actions.rules import Asked, Worded
from finsam.meetings.models import ItemKind, Outcome
from finsam.ui.forms import OrganisationNumberField, day_field

LONGEST_FRACTION = 7


class AssociationForm(forms.Form):
    """What the association is, as it stands in agreements, files to the bank and open data."""

    purpose = forms.CharField(
        label="Ändamål", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    organisation_number = OrganisationNumberField(help_text="Som 222000-1234. Står i avtal, betalfiler och öppna data.")
    seat = forms.CharField(label="Säte", required=False, max_length=80)
    address = forms.CharField(label="Adress", required=False, max_length=200)
    website = forms.URLField(
        label="Webbplats", required=False, max_length=200, assume_scheme="https",
        error_messages={"invalid": "Skriv adressen som https://www.exempel.se."},
    )  # fmt: skip


class ProvisionForm(forms.Form):
    """A new value of a provision, from a day, and where it was decided."""

    value = forms.CharField(label="Nytt värde", max_length=400, error_messages={"required": "Skriv ett värde."})
    valid_from = day_field("Gäller från")
    source = forms.CharField(
        label="Beslutat i",
        max_length=200,
        required=False,
        help_text="Som förbundsordningen punkt 7, eller § 12, 4 mars.",
    )

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known.kind == "yes_no":
            self.fields["value"] = forms.ChoiceField(
                label="Nytt värde", choices=[("ja", "ja"), ("nej", "nej")], widget=forms.RadioSelect
            )
        elif known.kind == "text":
            self.fields["value"].required, self.fields["value"].help_text = False, "Lämna tomt för inget."
        elif known.kind == "days":
            self.fields["value"].widget.attrs |= {"inputmode": "numeric", "class": "short amount"}


class MajorityForm(forms.Form):
    """A kind of decision and the fraction the ordinance asks for."""

    name = forms.CharField(
        label="Slag av beslut", max_length=160, help_text="Som finansiering av insatser.",
        error_messages={"required": "Skriv vad det är för slags beslut."},
    )  # fmt: skip
    fraction = forms.RegexField(
        "^ *[0-9]{1,3} */ *[0-9]{1,3} *$", label="Del av de röstande", max_length=LONGEST_FRACTION + 4,
        help_text="Som 2/3. De som avstår räknas inte.", widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": "Skriv ett bråk, som 2/3.", "invalid": "Skriv ett bråk, som 2/3."},
    )  # fmt: skip
    source = forms.CharField(label="Står i", max_length=160, required=False, help_text="Som förbundsordningen punkt 6.")
    valid_from = day_field("Gäller från")

    @property
    def asked(self) -> Asked:
        """What the ordinance asks for; the form must be valid."""
        said = self.cleaned_data
        numerator, _, denominator = str(said["fraction"]).partition("/")
        return Asked(said["name"], int(numerator), int(denominator), said["source"], said["valid_from"])


KINDS = (
    ("", "alla paragrafer"),
    ("Slag av paragraf", ItemKind.choices),
    ("Slag av ärende", CaseKind.choices),
)


class TextModuleForm(forms.Form):
    """A wording of a decision."""

    kind = forms.ChoiceField(label="Erbjuds för", choices=KINDS, required=False)
    label = forms.CharField(
        label="Kort namn", max_length=60, help_text="Står på knappen i mötet.",
        error_messages={"required": "Skriv ett kort namn."},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="Paragrafen slutar med", choices=[("", "väljs i mötet"), *Outcome.choices], required=False
    )
    text = forms.CharField(
        label="Att-satser", max_length=2000, help_text="En per rad. Ordet att skrivs av programmet.",
        widget=forms.Textarea, error_messages={"required": "Skriv minst en att-sats."},
    )  # fmt: skip

    @property
    def worded(self) -> Worded:
        """The wording; the form must be valid."""
        said = self.cleaned_data
        return Worded(said["kind"], said["label"], said["outcome"], said["text"])


class PersonForm(forms.Form):
    """Who is to sit in a seat."""

    name = forms.CharField(label="Namn", max_length=120, required=False)
    email = forms.EmailField(
        label="E-post", max_length=254, error_messages={"required": "Skriv e-postadressen.", "invalid":
            "Skriv hela e-postadressen, som namn@kommun.se."},
        help_text="Ett brev går dit. Den som är ny får en länk för att välja lösenord.",
    )  # fmt: skip

    @property
    def called(self) -> Called | None:
        """Who was written; nobody when no address was. The form must be valid."""
        said = self.cleaned_data
        return Called(said["name"], said["email"]) if said["email"] else None


class SeatForm(PersonForm):
    """A new seat, with or without somebody in it."""

    before = "innan platsen kan läggas till"

    body = forms.ChoiceField(label="Organ", choices=Body.choices)
    role = forms.ChoiceField(label="Uppgift", choices=SeatRole.choices, initial=SeatRole.MEMBER)
    member = forms.ChoiceField(label="Medlem", required=False)
    since = day_field("Från och med")
    until = day_field("Till och med", required=False, help_text="Sista dagen i mandatperioden. Tomt: tills vidare.")
    call_order = forms.IntegerField(
        label="Plats i turordningen", required=False, min_value=1, max_value=99, help_text="Bara för ersättare.",
        error_messages={"invalid": "Skriv ett tal, som 1."},
    )  # fmt: skip
    remark = forms.CharField(label="Anmärkning", max_length=120, required=False)

    field_order = ("body", "role", "member", "since", "until", "call_order", "remark", "name", "email")

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        field: Any = self.fields["member"]
        field.choices = [("", "ingen"), *((key, member.name) for key, member in self.members.items())]
        self.fields["email"].required = False
        self.fields["email"].help_text = "Går att fylla i senare. Den som är ny får ett brev med en länk."

    def clean(self) -> dict[str, Any]:
        """Want an address for a name."""
        said = super().clean() or {}
        if said.get("name") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", "Skriv också e-postadressen, eller lämna namnet tomt.")
        return said

    @property
    def new(self) -> NewSeat:
        """The seat; the form must be valid."""
        said = self.cleaned_data
        return NewSeat(
            said["body"], said["role"], self.members.get(said["member"]), said["since"], said["until"],
            said["call_order"], said["remark"],
        )  # fmt: skip


class EndForm(forms.Form):
    """When a seat ends, why, and whether the substitute steps in."""

    last_day = day_field("Sista dagen")
    why = forms.CharField(label="Skäl", max_length=200, required=False, help_text="Som avsägelse.")
    steps_in = forms.BooleanField(label="Ersättaren träder in", required=False, initial=True)

    def __init__(self, *args: Any, who: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if who:
            self.fields["steps_in"].label = f"{who} träder in som ledamot dagen efter"
        else:
            del self.fields["steps_in"]


class PasswordForm(forms.Form):
    """A password, written twice."""

    before = "innan lösenordet kan sparas"

    password = forms.CharField(
        label="Lösenord", max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Minst tolv tecken. En mening som bara du vet är bra.",
        error_messages={"required": "Skriv ett lösenord."},
    )  # fmt: skip
    again = forms.CharField(
        label="Samma igen", max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Skriv lösenordet en gång till."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Want the same twice."""
        said = super().clean() or {}
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", "De två är olika. Skriv samma lösenord båda gångerna.")
        return said
