"""The small forms of a meeting while it goes on, each with the choices of the meeting."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from finsam.core.models import SeatRole
from finsam.kernel.amounts import decimal_kronor, parse_ore
from finsam.meetings.actions.during_attendance import Somebody
from finsam.meetings.models import Decision, Ground, Item, ItemKind, Meeting, Mode, MotionKind, Presence
from finsam.meetings.queries.during import Live
from finsam.meetings.queries.during_seats import seat_choices
from finsam.meetings.records import Record

Choices = Sequence[tuple[str, str]]
GUEST = "guest"
TO_THE_END = ""


class LiveForm(forms.Form):
    """A form on the page of the meeting. Its fields' ids begin with its name, so that they are its own."""

    name: ClassVar[str]

    def __init__(self, live: Live, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id=f"{self.name}_%s", label_suffix="", **more)
        self.live = live
        self.prepare(live.record)

    def prepare(self, record: Record) -> None:
        """Fill in the choices of the meeting."""

    def choose(self, field: str, choices: Choices) -> None:
        """Give a field its choices."""
        found = self.fields[field]
        assert isinstance(found, forms.ChoiceField)
        found.choices = choices


class NewItemForm(LiveForm):
    """An item that comes up during the meeting."""

    name = "punkt"
    title = forms.CharField(label="Rubrik", max_length=200)
    kind = forms.ChoiceField(
        label="Slag",
        choices=[
            (k.value, k.label)
            for k in (ItemKind.DECISION, ItemKind.INFORMATION, ItemKind.REPORT, ItemKind.FUNDING, ItemKind.ELECTION)
        ],
    )
    background = forms.CharField(label="Ärendet", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AttendanceForm(LiveForm):
    """Somebody comes or goes."""

    name = "narvaro"
    what = forms.ChoiceField(
        label="Vad händer?",
        choices=[("comes", "Kommer"), ("goes", "Går")],
        widget=forms.RadioSelect,
        initial="comes",
    )
    who = forms.ChoiceField(label="Vem?")
    guest_role = forms.CharField(label="Gästens roll", max_length=120, required=False, help_text="Som socialchef.")
    guest_organisation = forms.CharField(label="Organisation", max_length=120, required=False)
    guest_name = forms.CharField(label="Namn", max_length=120, required=False)
    first = forms.ChoiceField(label="Från och med")
    last = forms.ChoiceField(label="Till och med", required=False)
    mode = forms.ChoiceField(label="Hur?", choices=Mode.choices, initial=Mode.ROOM)

    def prepare(self, record: Record) -> None:
        """Offer the seats, the guests there are and a new one; and the §§."""
        guests = [
            (f"attendee-{one.pk}", ", ".join(filter(None, [one.name, one.role, one.organisation])) or str(one.seat))
            for one in record.attendees
            if one.seat_id not in record.by_id
        ]
        seats = [(f"seat-{pk}", label) for pk, label in seat_choices(record, record.by_id)]
        self.choose("who", [*seats, *guests, (GUEST, "En gäst som inte är noterad")])
        self.choose("first", item_choices(record))
        self.choose("last", [(TO_THE_END, "Mötets slut"), *item_choices(record)])
        if self.live.item:
            self.initial.setdefault("first", str(self.live.item.pk))

    def somebody(self) -> Somebody:
        """Return who it is."""
        kind, _, pk = self.cleaned_data["who"].partition("-")
        if kind == GUEST:
            words = {name: self.cleaned_data[f"guest_{name}"] for name in ("name", "role", "organisation")}
            return Somebody(**words)
        return Somebody(seat=int(pk)) if kind == "seat" else Somebody(attendee=int(pk))

    def item(self, field: str) -> Item | None:
        """Return the item chosen in a field."""
        return item_of(self.live.record, self.cleaned_data[field])


class PresenceForm(LiveForm):
    """A presence put right."""

    name = "ratta"
    first = forms.ChoiceField(label="Från och med", required=False)
    last = forms.ChoiceField(label="Till och med", required=False)
    mode = forms.ChoiceField(label="Hur", choices=Mode.choices)

    def __init__(self, live: Live, presence: Presence, data: Any = None) -> None:
        shown = {"first": presence.first_item_id or "", "last": presence.last_item_id or "", "mode": presence.mode}
        super().__init__(live, data, initial=shown)
        self.auto_id = f"{self.name}-{presence.pk}_%s"

    def prepare(self, record: Record) -> None:
        """Offer the §§."""
        self.choose("first", [("", "Mötets början"), *item_choices(record)])
        self.choose("last", [(TO_THE_END, "Mötets slut"), *item_choices(record)])


class ConflictForm(LiveForm):
    """Somebody is disqualified."""

    name = "jav"
    seat = forms.ChoiceField(label="Vem?")
    ground = forms.ChoiceField(label="Grund, 6 kap. 28 § kommunallagen", choices=Ground.choices)
    text = forms.CharField(label="Varför?", max_length=300, help_text="Står i protokollet.")

    def prepare(self, record: Record) -> None:
        """Offer everybody in the body."""
        self.choose("seat", seat_choices(record, record.by_id))


class ServingForm(LiveForm):
    """A form about one of those who serve in the §."""

    seat = forms.ChoiceField(label="Vem?")

    def prepare(self, record: Record) -> None:
        """Offer those who serve."""
        serving = record.serving(self.live.item).deciding if self.live.item else {}
        self.choose("seat", seat_choices(record, [seat.pk for seat in record.seats if seat.pk in serving]))


class MotionForm(ServingForm):
    """A motion."""

    name = "yrkande"
    kind = forms.ChoiceField(label="Vad yrkas?", choices=MotionKind.choices)
    text = forms.CharField(label="Lydelse", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReservationForm(ServingForm):
    """A reservation."""

    name = "reservation"


class BallotForm(LiveForm):
    """A vote to be opened."""

    name = "votering"
    question = forms.CharField(
        label="Fråga", max_length=300, help_text="Besvaras med ja eller nej: ”Ska ansökan bifallas?”"
    )
    yes_means = forms.CharField(label="Ja betyder", max_length=200, required=False)
    no_means = forms.CharField(label="Nej betyder", max_length=200, required=False)
    about_person = forms.BooleanField(label="Val eller anställning: vid lika röster avgör lotten", required=False)

    def prepare(self, record: Record) -> None:  # noqa: ARG002
        """Propose the question of an application."""
        if self.live.item and self.live.item.kind == ItemKind.FUNDING:
            proposed = {"question": "Ska ansökan bifallas?", "yes_means": "bifall till ansökan", "no_means": "avslag"}
            self.initial = proposed | dict(self.initial)


class AdjustersForm(LiveForm):
    """Who adjusts the minutes with the chair."""

    name = "justerare"
    seats = forms.MultipleChoiceField(label="Vem justerar?", widget=forms.CheckboxSelectMultiple)

    def prepare(self, record: Record) -> None:
        """Offer those who serve, but the chair."""
        serving = record.serving(self.live.item).deciding if self.live.item else {}
        seats = [s.pk for s in record.seats if s.pk in serving and s.pk != record.meeting.chair_id]
        found = self.fields["seats"]
        assert isinstance(found, forms.MultipleChoiceField)
        found.choices = seat_choices(record, seats)
        self.initial.setdefault("seats", [str(seat) for seat in self.live.adjusters])


class NextMeetingForm(LiveForm):
    """When and where the next meeting is."""

    name = "nasta"
    held_on = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.TimeField(
        label="Börjar", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label="Slutar", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label="Plats", max_length=200, required=False)

    def prepare(self, record: Record) -> None:
        """Propose the next meeting that is planned."""
        meeting = record.meeting
        later = Meeting.objects.filter(
            association=record.association, body=meeting.body, held_on__gt=meeting.held_on
        ).order_by("held_on")
        found = later.first()
        if found:
            self.initial = {
                "held_on": found.held_on, "starts_at": found.starts_at, "ends_at": found.ends_at, "place": found.place
            } | dict(self.initial)  # fmt: skip


class OfficersForm(LiveForm):
    """Who is in the chair and who keeps the minutes."""

    name = "ledning"
    chair = forms.ChoiceField(label="Ordförande")
    secretary = forms.ChoiceField(label="Sekreterare", required=False)

    def prepare(self, record: Record) -> None:
        """Offer the body for the chair; the office and the body for the minutes."""
        members = [seat.pk for seat in record.seats if seat.role != SeatRole.SUBSTITUTE]
        self.choose("chair", seat_choices(record, members))
        office = [
            (str(one.seat_id), ", ".join(filter(None, [one.name, str(one.seat.get_role_display())])))
            for one in record.attendees
            if one.seat and one.seat_id not in record.by_id
        ]
        self.choose("secretary", [("", "Ingen"), *office, *seat_choices(record, record.by_id)])
        meeting = record.meeting
        self.initial = {"chair": meeting.chair_id, "secretary": meeting.secretary_id or ""} | dict(self.initial)


class DetailForm(forms.Form):
    """What is to be done about an att-sats."""

    amount = forms.CharField(label="Belopp i kronor", required=False, max_length=30)
    responsible = forms.CharField(label="Ansvarig", required=False, max_length=120)
    due_on = forms.DateField(label="Senast", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, decision: Decision, data: Any = None) -> None:
        shown = {
            "amount": decimal_kronor(decision.amount_ore).replace(".", ",") if decision.amount_ore is not None else "",
            "responsible": decision.responsible,
            "due_on": decision.due_on.isoformat() if decision.due_on else "",
        }
        super().__init__(data, initial=shown, auto_id=f"sats-{decision.pk}_%s", label_suffix="")
        self.decision = decision

    def clean_amount(self) -> int | None:
        """Return öre; spaces in the amount and "kr" after it are allowed."""
        text = "".join(self.cleaned_data["amount"].split()).removesuffix("kronor").removesuffix("kr")
        try:
            return parse_ore(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(f"{error}.") from error


def item_choices(record: Record) -> list[tuple[str, str]]:
    """Return the items to choose between, by §."""
    return [(str(item.pk), f"§ {record.numbers[item.pk]} {item.title}"[:60]) for item in record.items]


def item_of(record: Record, pk: str) -> Item | None:
    """Return the item with the id; nothing for an empty one."""
    return next((item for item in record.items if str(item.pk) == pk), None)


DISCLOSED: tuple[type[LiveForm], ...] = (
    NewItemForm, AttendanceForm, ConflictForm, MotionForm, ReservationForm, BallotForm, OfficersForm,
)  # fmt: skip


def forms_of(live: Live, bound: Any = None) -> dict[str, forms.Form]:
    """Return the forms of the page by name; `bound` is the one that was sent and refused."""
    kinds = list(DISCLOSED)
    if live.item and live.item.kind == ItemKind.ADJUSTER:
        kinds.append(AdjustersForm)
    if live.item and live.item.kind == ItemKind.NEXT_MEETING:
        kinds.append(NextMeetingForm)
    made: dict[str, forms.Form] = {kind.name: kind(live) for kind in kinds}
    if isinstance(bound, LiveForm):
        made[bound.name] = bound
    return made
