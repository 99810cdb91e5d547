"""Forms of the assessment: considerations and proposal, whom to ask, a position, the checklist, the letter."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from finsam.cases.forms import words_field
from finsam.core.models import Member, MemberKind
from finsam.funding.actions.assessments import Assessed
from finsam.funding.models import Assessment, Recommendation, Verdict
from finsam.funding.rules.considerations import Question, parse_questions
from finsam.meetings.models import Standing
from finsam.money.forms.fields import KronorField
from finsam.money.models import BudgetLine
from finsam.ui.forms import day_field


class AssessmentForm(forms.Form):
    """Everything that the director writes of an application. Anything may be left until it is put to the board."""

    before = "innan bedömningen kan sparas"
    quiet = True

    def __init__(
        self, data: Any, *, assessment: Assessment, questions: Sequence[Question], lines: Sequence[BudgetLine],
        years: Sequence[int], answers: Mapping[str, tuple[str, str]], amounts: Mapping[int, int],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=_initial(assessment, answers, amounts))
        self.questions, self.years = questions, years
        self.lines = {str(line.pk): line for line in lines}
        for one in questions:
            self.fields[f"verdict-{one.key}"] = forms.ChoiceField(
                label="Svar", required=False, choices=[("", "Inte besvarad"), *Verdict.choices],
            )  # fmt: skip
            self.fields[f"comment-{one.key}"] = words_field("Kommentar", rows=2, longest=2000)
        self.fields["summary"] = words_field(
            "Bedömningen i korthet", rows=5, longest=5000,
            help_text="Vad ansökan gäller och vad du kommit fram till. Står först i underlaget och i kallelsen.",
        )  # fmt: skip
        self.fields["policy"] = words_field("Hur den står sig mot finansieringspolicyn", rows=3, longest=5000)
        self.fields["line"] = forms.ChoiceField(
            label="Rad i budgeten", required=False,
            choices=[("", "Ingen vald"), *((pk, f"{one.label} · {one.group.label}") for pk, one in self.lines.items())],
        )  # fmt: skip
        self.fields["recommendation"] = forms.ChoiceField(
            label="Förslag", required=False, choices=[("", "Inte bestämt än"), *Recommendation.choices]
        )
        for year in years:
            self.fields[f"amount-{year}"] = KronorField(label=f"Föreslaget belopp {year}", help_text="Kronor.")
        self.fields["reason"] = words_field(
            "Skäl", rows=4, longest=5000, help_text="Krävs för avslag, och när du inte lämnar något förslag."
        )
        self.fields["prepared_on"] = day_field("Behandlad i beredningsgruppen den", required=False)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def considered(self) -> list[tuple[str, Sequence[tuple[Question, BoundField, BoundField]]]]:
        """The questions by group, each with its two fields."""
        groups: dict[str, list[tuple[Question, BoundField, BoundField]]] = {}
        for one in self.questions:
            groups.setdefault(one.group, []).append((one, self[f"verdict-{one.key}"], self[f"comment-{one.key}"]))
        return list(groups.items())

    @property
    def words(self) -> list[BoundField]:
        """The fields of the director's own words."""
        return [self["summary"], self["policy"], self["prepared_on"]]

    @property
    def proposal(self) -> list[BoundField]:
        """The fields of the proposal."""
        return [self["recommendation"], self["line"], *(self[f"amount-{year}"] for year in self.years), self["reason"]]

    @property
    def said(self) -> Assessed:
        """What is said; the form must be valid."""
        data = self.cleaned_data
        return Assessed(
            summary=data["summary"].strip(), policy=data["policy"].strip(), line=self.lines.get(data["line"]),
            recommendation=data["recommendation"], reason=data["reason"].strip(), prepared_on=data["prepared_on"],
            considerations={
                one.key: (data[f"verdict-{one.key}"], data[f"comment-{one.key}"].strip()) for one in self.questions
            },
            amounts={year: data[f"amount-{year}"] or 0 for year in self.years},
        )  # fmt: skip


def _initial(
    assessment: Assessment, answers: Mapping[str, tuple[str, str]], amounts: Mapping[int, int]
) -> dict[str, Any]:
    written: dict[str, Any] = {
        name: getattr(assessment, name)
        for name in ("summary", "policy", "recommendation", "reason", "prepared_on", "version")
    }
    written["line"] = str(assessment.line_id or "")
    for key, (verdict, comment) in answers.items():
        written |= {f"verdict-{key}": verdict, f"comment-{key}": comment}
    return written | {f"amount-{year}": ore for year, ore in amounts.items()}


class AskForm(forms.Form):
    """Whom to ask for a position, and until when."""

    before = "innan frågan kan skickas"
    quiet = True

    members = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(), label="Fråga", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en part att fråga."},
    )  # fmt: skip
    together = words_field("Kommunerna svarar tillsammans som", longest=120, help_text=(
        "Lämna tomt om varje kommun svarar för sig. Annars till exempel kommunrepresentanterna."))  # fmt: skip
    due_on = day_field("Svar senast")

    def __init__(self, data: Any, *, members: Sequence[Member], due_on: date) -> None:
        super().__init__(data, initial={"members": [one.pk for one in members], "due_on": due_on})
        field: Any = self.fields["members"]
        field.queryset = Member.objects.filter(pk__in=[one.pk for one in members])
        field.choices = [(one.pk, one.name) for one in members]
        if not any(one.kind == MemberKind.MUNICIPALITY for one in members):
            del self.fields["together"]


class PositionForm(forms.Form):
    """What a party thinks of an application."""

    before = "innan ställningstagandet kan sparas"
    quiet = True

    standing = forms.ChoiceField(
        label="Ställningstagande", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Standing.FOR, Standing.AGAINST, Standing.NONE)],
        error_messages={"required": "Välj om ni är för, emot eller inte tar ställning."},
    )  # fmt: skip
    reason = words_field(
        "Skäl", rows=3, longest=300, help_text="Krävs när ni är emot. Skälet läses av styrelsen och den sökande."
    )


class ChecklistForm(forms.Form):
    """A new version of the considerations."""

    before = "innan listan kan gälla"
    quiet = True

    text = forms.CharField(
        label="Frågorna", widget=forms.Textarea(attrs={"rows": 18}), max_length=20_000,
        help_text="En fråga på varje rad. En rad som slutar med kolon är en rubrik.",
        error_messages={"required": "Listan är tom. Skriv minst en fråga, en på varje rad."},
    )  # fmt: skip
    valid_from = day_field("Gäller från den", help_text="Bedömningar som redan är påbörjade behåller sin version.")
    source = words_field("Källa", longest=200, help_text="Som propositionen, finansieringspolicyn eller ett beslut.")

    def __init__(self, data: Any, *, known: Sequence[Question], **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.known = known
        self.questions: list[Question] = []

    def clean_text(self) -> str:
        """Read the questions."""
        text: str = self.cleaned_data["text"]
        try:
            self.questions = parse_questions(text, self.known)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return text
