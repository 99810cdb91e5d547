"""The parties of an agreement, each with a browser: who writes it, who signs it for whom."""

from datetime import date
from typing import Any

from django.test import Client
from funding_rows import YEAR

from finsam.core.models import Association, Mail, Person, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.funding.models import Agreement, Grant
from finsam.signing.models import Signing

PASSWORD = "vatten-rinner-uppåt"
BASE = "/sydnarke/avtal/"
OWNER = "rinna@hallefors.test"
TODAY = date(2023, 11, 20)


class Parties:
    """The office and those who sign, each with a browser, around a grant without agreement."""

    def __init__(self, association: Association, director: Client, chair: Person) -> None:
        self.association, self.director, self.chair = association, director, chair
        with within(association):
            self.grant = Grant.objects.select_related("application").order_by("pk").first()
        self.new = f"{BASE}nytt/{self.grant.application_id}/"

    def begin(self, **more: object) -> Agreement:
        said = {"starts_on": f"{YEAR}-01-01", "ends_on": f"{YEAR}-12-31", "kinds": ["quarter", "final"], "days": 20}
        answer = self.director.post(self.new, {**said, **more})
        assert answer.status_code == 302, answer.content.decode()
        return self.agreement()

    def agreement(self) -> Agreement:
        with within(self.association):
            return Agreement.objects.select_related("grant__intervention", "signing").filter(grant=self.grant).last()

    def form(self, agreement: Agreement) -> dict[str, Any]:
        """What the browser would send of the draft as it stands."""
        page = self.director.get(f"{BASE}{agreement.pk}/andra/")
        form = page.context["page"].form
        return {field.html_name: field.value() if field.value() is not None else "" for field in form}

    def save(self, agreement: Agreement, **more: object) -> Any:
        who = {
            "counterpart_number": "2120002015",
            "signatory_name": "Rinna Hällflod",
            "signatory_email": OWNER,
            "signatory_role": "förvaltningschef",
        }
        return self.director.post(f"{BASE}{agreement.pk}/andra/", {**self.form(agreement), **who, **more})

    def hand_over(self, agreement: Agreement) -> Any:
        with within(self.association):
            seat = Seat.objects.get(person=self.chair, role=SeatRole.CHAIR)
        return self.director.post(f"{BASE}{agreement.pk}/underskrifter/", {"gor": "lamna", "seat": seat.pk})

    def ready(self) -> Agreement:
        """An agreement that is handed over for signing."""
        agreement = self.begin()
        text = agreement.text.replace("[Skriv målgruppen]", "Unga vuxna utan arbete.")
        assert self.save(agreement, text=text).status_code == 302
        assert self.hand_over(agreement).status_code == 302
        return self.agreement()

    def owner(self) -> Person:
        person = Person.objects.get(email=OWNER)
        person.set_password(PASSWORD)
        person.save()
        return person

    def browser(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def sign(self, person: Person, agreement: Agreement, password: str = PASSWORD) -> Any:
        with within(self.association):
            content = Signing.objects.filter(about=f"agreement:{agreement.pk}").latest("pk").content_hash
        said = {"password": password, "content_hash": content}
        return self.browser(person).post(f"{BASE}{agreement.pk}/underskrifter/", said)

    def letters(self, email: str) -> list[str]:
        with within(self.association):
            return list(Mail.objects.filter(to=email).order_by("pk").values_list("subject", flat=True))

    def signed(self) -> Agreement:
        """An agreement that both have signed."""
        agreement = self.ready()
        self.sign(self.owner(), agreement)
        self.sign(self.chair, agreement)
        return self.agreement()
