"""Applications of the demo that are under way: the day it is started decides their days. All of it is invented."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from django.db import transaction

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, CaseKind, Direction, Document
from finsam.core.models import Association, Member, Person
from finsam.core.tenancy import within
from finsam.funding.models import (
    ActionPoint,
    Application,
    ApplicationCost,
    ApplicationForm,
    ApplicationGoal,
    ApplicationSource,
    Assessment,
    Call,
    Checklist,
    CompletionRequest,
    Consideration,
    Position,
    ProposedAmount,
    Writer,
)
from finsam.home.demo_grants import add_grant_of_the_year
from finsam.home.demo_meetings import PAPERS
from finsam.home.demo_people import OWNER, PEOPLE
from finsam.interventions.models import Intervention
from finsam.money.models import BudgetLine

DRAFT_KEY = "demo-utkast-nora"
"""What the link to the draft holds: known beforehand, so that the demo can tell of it."""
ALL_PARTIES = ["Lindesbergs kommun", "Region Örebro län", "Försäkringskassan", "Arbetsförmedlingen"]


@dataclass(frozen=True)
class Asked:
    """An application: who asks, for what, and for how much in kronor by kind of cost."""

    title: str
    applicant: str
    contact: tuple[str, str]  # name, address
    purpose: str
    target_group: str
    goal: tuple[str, str]  # text, value
    costs: dict[str, int]
    paper: str = ""
    others: dict[str, int] = field(default_factory=dict)  # co-financing in kronor, by who pays
    said: dict[str, Any] = field(default_factory=dict)  # more of what the application says


RIVER = Asked(
    "Naturvägen", "Nora kommun", ("Ström Noraberg", "strom.noraberg@exempel.se"),
    "Den som varit sjuk länge ska komma i gång genom arbete utomhus, i egen takt.",
    "Den som varit sjukskriven mer än två år och vill pröva.",
    ("Hälften går vidare till en annan insats, arbetsträning eller arbete.", "50 %"),
    {"staff": 280_000, "travel": 30_000}, others={"Nora kommun": 60_000},
)  # fmt: skip
HEALTH = Asked(
    "Hälsa på vägen", "Region Örebro län", ("Flod Vårhälsa", "flod.varhalsa@exempel.se"),
    "Vårdcentralen och parterna möter tillsammans den som är på väg tillbaka efter utmattning.",
    "Den som är sjukskriven för utmattning och har en arbetsgivare eller söker arbete.",
    ("Sex av tio arbetar eller studerar ett halvår efter avslut.", "60 %"),
    {"staff": 520_000, "premises": 40_000, "information": 80_000}, "ansokan-halsa-pa-vagen",
    {"Region Örebro län": 160_000},
    {"need": "Vårdcentralerna i norra länet har 140 sjukskrivna för utmattning längre än ett halvår.",
     "method": "Rehabkoordinator, handläggare från Försäkringskassan och coach träffar deltagaren tillsammans.",
     "risks": "Tre parter ska hitta samma tid. En halvdag i veckan är avsatt hos alla.",
     "gender_analysis": "Fyra av fem är kvinnor. Insatsen prövar vad som hjälper män som söker sent.",
     "afterwards": "Regionen för in arbetssättet i rehabkoordinatorernas uppdrag.", "participants": 45},
)  # fmt: skip
DIGITAL = Asked(
    "Digital väg in", "Hällefors kommun", ("Bölja Hällesund", "bolja.hallesund@exempel.se"),
    "Den som har långt till en mottagning ska kunna börja hemifrån.",
    "Den som bor mer än tre mil från närmaste mottagning.",
    ("Trettio personer börjar på distans.", "30 deltagare"),
    {"staff": 210_000, "services": 70_000, "material": 30_000}, "ansokan-digital-vag-in",
    said={"need": "Från Grythyttan är det fem mil till teamet.", "participants": 30},
)  # fmt: skip
TEAM = Asked(
    "Coachingteamet", "Lindesbergs kommun", OWNER,
    "En arena för resurseffektivt och gott stöd till den som behöver samordnad arbetslivsinriktad rehabilitering.",
    "Den som är 18–64 år och behöver stöd av minst två av parterna.",
    ("Minst 60 procent av dem som avslutas går till arbete, studier eller fortsatt rehabilitering.", "60 %"),
    {"staff": 1_853_000, "premises": 152_000, "services": 56_000, "material": 36_000, "travel": 36_000,
     "overhead": 200_000},
    said={"need": "Remisserna är fler än platserna i alla fyra kommuner.",
          "method": "Ett team med coacher tar emot remisser från alla parter.",
          "risks": "Teamet är litet: slutar en coach blir kön längre.",
          "gender_analysis": "Teamet följer remisserna per kön varje kvartal.",
          "afterwards": "Kommunen tar över en fjärdedel av kostnaden nästa år.", "participants": 80},
)  # fmt: skip


def add_demo_funding(today: date) -> None:
    """Give SOFINT applications at every stage and an agreement for the year, where the demo has made none before."""
    director = Person.objects.get(email=PEOPLE[0][0])
    for association in Association.objects.filter(slug="sofint"):
        with within(association), transaction.atomic():
            if not Writer.objects.filter(association=association, key=DRAFT_KEY).exists():
                _Making(association, director, today).add()


@dataclass(frozen=True)
class _Making:
    association: Association
    director: Person
    today: date

    def add(self) -> None:
        call = Call.objects.create(
            association=self.association, title=f"Ansökan om medel för {self.today.year + 1}",
            opens_on=self.ago(21), closes_on=self.ago(-28),
            text="Förbundet söker insatser som flera parter behöver tillsammans.",
        )  # fmt: skip
        self.add_draft(call)
        self.add_waiting(call)
        self.add_incomplete(call)
        self.add_coming()
        self.add_due_action()
        self.add_this_year()

    def add_this_year(self) -> None:
        """What the board granted for the year last autumn, agreed, reported and claimed as far as the year has come."""
        year = self.today.year
        title = f"{TEAM.title} {year}"
        if Application.objects.filter(association=self.association, title=title).exists():
            return
        case = open_case(
            association=self.association, by=self.director, title=f"Projektansökan {title}",
            opened_on=date(year - 1, 9, 24), kind=CaseKind.APPLICATION, counterpart=TEAM.applicant,
        )  # fmt: skip
        team = Intervention.objects.filter(association=self.association, key="coachingteamet").first()
        application = self.applied(
            TEAM, None, year=year, title=title, state="proposed", case=case, received_on=case.opened_on,
            complete_on=case.opened_on, intervention=team,
        )  # fmt: skip
        self.write(application, *TEAM.contact, token_urlsafe(18))
        self.assess(application, TEAM.title, recommendation="grant", reason="Insatsen når sina mål.")
        decided_on = add_grant_of_the_year(self.association, self.director, self.today, application)
        answer = register_document(
            association=self.association, by=self.director, case=case, title=f"Beslut om er ansökan: {title}",
            direction=Direction.OUTGOING, dated_on=decided_on + timedelta(days=3), counterpart=TEAM.applicant,
        )  # fmt: skip
        Application.objects.filter(pk=application.pk).update(answer=answer)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def applied(self, asked: Asked, call: Call | None, **more: Any) -> Application:
        """Make an application with costs, who pays, its goal and its writer; a year from the next, unless told."""
        year = more.pop("year", self.today.year + 1)
        more.setdefault("title", asked.title)
        one: dict[str, Any] = {"association": self.association}
        form = ApplicationForm.objects.filter(**one).order_by("-version").first()
        said = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), "parties": ALL_PARTIES, **asked.said}
        application = Application.objects.create(
            **one, call=call, form=form, applicant=asked.applicant, contact_name=asked.contact[0],
            contact_email=asked.contact[1], direction="individual", purpose=asked.purpose,
            target_group=asked.target_group, **{**said, **more},
        )  # fmt: skip
        one["application"] = application
        for kind, kronor in asked.costs.items():
            ApplicationCost.objects.create(**one, year=year, kind=kind, amount_ore=kronor * 100)
        sought = sum(asked.costs.values()) - sum(asked.others.values())
        for name, kronor in {"": sought, **asked.others}.items():
            ApplicationSource.objects.create(**one, year=year, name=name, amount_ore=kronor * 100)
        ApplicationGoal.objects.create(**one, text=asked.goal[0], target=asked.goal[1])
        return application

    def received(self, asked: Asked, call: Call | None, days: int) -> Application:
        """Make an application that came in some days ago, with its case and its document."""
        day = self.ago(days)
        one: dict[str, Any] = {"association": self.association, "by": self.director}
        case = open_case(
            **one, title=f"Projektansökan {asked.title}", kind=CaseKind.APPLICATION, opened_on=day,
            counterpart=asked.applicant, summary=asked.purpose,
        )  # fmt: skip
        document = register_document(
            **one, case=case, title=f"Projektansökan {asked.title}", direction=Direction.INCOMING, dated_on=day,
            counterpart=asked.applicant,
            incoming=Incoming(f"{asked.paper}.pdf", (PAPERS / f"{asked.paper}.pdf").read_bytes()),
        )  # fmt: skip
        return self.in_case(asked, call, case, document)

    def in_case(self, asked: Asked, call: Call | None, case: Case, document: Document | None) -> Application:
        """Make the application of a case, written by its contact."""
        application = self.applied(
            asked, call, state="received", case=case, document=document, received_on=case.opened_on
        )
        self.write(application, *asked.contact, f"demo-{application.pk}-{token_urlsafe(12)}")
        return application

    def write(self, application: Application, name: str, email: str, key: str) -> None:
        """Let somebody write in an application."""
        Writer.objects.create(association=self.association, application=application, name=name, email=email, key=key)

    def add_draft(self, call: Call) -> None:
        """A draft with two writers, of which one has a link known beforehand."""
        application = self.applied(RIVER, call, need="Många frågar, och inget finns i kommunen.")
        self.write(application, *RIVER.contact, DRAFT_KEY)
        self.write(application, "Dimma Tjärnvik", "dimma.tjarnvik@exempel.se", token_urlsafe(18))

    def add_waiting(self, call: Call) -> None:
        """One that came three weeks ago, is complete, and has the positions of two."""
        application = self.received(HEALTH, call, 21)
        Application.objects.filter(pk=application.pk).update(complete_on=self.ago(17))
        assessment = self.assess(
            application, "Projektfinansiering", summary="Behovet är väl beskrivet och tre parter deltar.",
            policy="Individinriktad, medfinansierad och med en plan för ordinarie drift.",
            positions_due_on=self.ago(-7),
        )  # fmt: skip
        for key, verdict, comment in (
            ("ansvar", "yes", "Vården, Försäkringskassan och kommunen har var sin del."),
            ("kompletterar", "partly", "Rehabkoordinatorn finns redan. Det nya är att parterna möts samtidigt."),
            ("samordning", "yes", ""),
        ):
            Consideration.objects.create(
                association=self.association, assessment=assessment, key=key, verdict=verdict, comment=comment
            )
        self.ask_parties(
            application,
            {"Region Örebro län": ("for", "Ansökan är vår."), "Nora kommun": ("for", "Behovet är stort här.")},
        )

    def ask_parties(self, application: Application, taken: dict[str, tuple[str, str]]) -> None:
        """Ask every member for its position; some have taken theirs."""
        for place, member in enumerate(Member.objects.filter(association=self.association).order_by("position")):
            standing, reason = taken.get(member.name, ("not_received", ""))
            Position.objects.create(
                association=self.association, application=application, member=member, party=member.name, reason=reason,
                standing=standing, taken_on=self.ago(6) if member.name in taken else None, position=place,
            )  # fmt: skip

    def assess(self, application: Application, line: str, **said: Any) -> Assessment:
        """Begin the assessment of an application, against a line of the budget."""
        one = {"association": self.association}
        return Assessment.objects.create(
            **one, application=application, checklist=Checklist.objects.filter(**one).order_by("-version").first(),
            line=BudgetLine.objects.filter(**one, label=line).first(), **said,
        )  # fmt: skip

    def add_incomplete(self, call: Call) -> None:
        """One that has been asked for more."""
        application = self.received(DIGITAL, call, 30)
        Application.objects.filter(pk=application.pk).update(state="incomplete", answered_on=self.ago(9))
        CompletionRequest.objects.create(
            association=self.association, application=application, asked_on=self.ago(9), due_on=self.ago(-5),
            text="Beskriv riskerna, och vad som händer när pengarna tar slut.", asked_by=self.director,
        )  # fmt: skip

    def add_coming(self) -> None:
        """The one that the meeting to come has on its agenda: everybody has answered, and it is proposed."""
        waiting = Case.objects.filter(
            association=self.association, kind=CaseKind.APPLICATION, awaits="board", title__startswith="Projektansökan"
        )
        case = waiting.exclude(pk__in=Application.objects.exclude(case=None).values("case")).first()
        if case is None:
            return
        document = Document.objects.filter(association=self.association, case=case).first()
        application = self.in_case(TEAM, None, case, document)
        year, team = self.today.year + 1, Intervention.objects.filter(key="coachingteamet").first()
        Application.objects.filter(pk=application.pk).update(
            state="proposed", title=f"{TEAM.title} {year}", intervention=team, complete_on=case.opened_on
        )
        assessment = self.assess(
            application, TEAM.title, summary="Teamet håller sina mål. Beloppet är detsamma som i år.",
            policy="Följer policyn.", recommendation="grant", reason="Insatsen når sina mål och ryms i budgeten.",
            prepared_on=self.ago(10), positions_due_on=self.ago(12), proposed_on=self.ago(3),
        )  # fmt: skip
        ProposedAmount.objects.create(
            association=self.association, assessment=assessment, year=year, amount_ore=sum(TEAM.costs.values()) * 100
        )
        for key in ("ansvar", "kompletterar", "samordning", "formaga", "lokala_behov", "forvarvsarbete", "malgruppen"):
            Consideration.objects.create(association=self.association, assessment=assessment, key=key, verdict="yes")
        names = Member.objects.filter(association=self.association).values_list("name", flat=True)
        self.ask_parties(application, dict.fromkeys(names, ("for", "")))

    def add_due_action(self) -> None:
        """A deviation whose action should have been done."""
        team = Intervention.objects.filter(association=self.association, key="coachingteamet").first()
        if team:
            ActionPoint.objects.create(
                association=self.association, intervention=team, due_on=self.ago(3), made_by=self.director,
                finding="Kön till teamet är längre än fyra veckor i Ljusnarsberg.",
                action="En coach tar emot på biblioteket i Kopparberg två dagar i veckan.",
                owner="Samordnaren, Lindesbergs kommun", owner_email=OWNER[1], verifier=self.director,
            )  # fmt: skip
