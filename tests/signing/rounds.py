"""Invented persons who approve an invented content, in order."""

from dataclasses import dataclass

from sealing import minutes

from finsam.core.models import Association, Person
from finsam.signing.actions import approve, open_signing, seal_file
from finsam.signing.content import content_hash
from finsam.signing.models import Approval, Seal, Signing
from finsam.signing.providers import Signatory

PASSWORD = "vattnet-rinner-nedåt"
TITLE = "Protokoll från styrelsens sammanträde 2032-03-12"
CONTENT = content_hash({"paragrafer": ["beslutar att bevilja ansökan"]})
CHANGED = content_hash({"paragrafer": ["beslutar att avslå ansökan"]})
PEOPLE = (("Tuva Källström", "mötessekreterare"), ("Droppa Älvsdotter", "ordförande"), ("Vik Forsholm", "justerare"))


@dataclass
class Round:
    """A round with those who are asked, in order: secretary, chair, adjuster."""

    association: Association
    people: list[Person]
    signing: Signing
    about: str = "minutes:1"

    def approve(self, place: int, password: str = PASSWORD, content: str = CONTENT) -> Approval:
        return approve(
            association=self.association, signing=self.signing, person=self.people[place], password=password,
            content_hash=content,
        )  # fmt: skip

    def approve_all(self) -> None:
        for place in range(len(self.people)):
            self.approve(place)

    def seal(self, pdf: bytes | None = None) -> Seal:
        return seal_file(
            association=self.association, signing=self.signing, pdf=pdf or minutes(), name="protokoll.pdf",
            by=self.people[0],
        )  # fmt: skip


def people() -> list[Person]:
    return [
        Person.objects.create_person(email=f"{place}@godkanner.test", name=name, password=PASSWORD)
        for place, (name, _) in enumerate(PEOPLE)
    ]


def asked(association: Association, persons: list[Person], about: str = "minutes:1", content: str = CONTENT) -> Round:
    signatories = [
        Signatory(one, role, order) for order, (one, (_, role)) in enumerate(zip(persons, PEOPLE, strict=True))
    ]
    signing = open_signing(
        association=association, about=about, title=TITLE, content_hash=content, signatories=signatories, by=persons[0]
    )
    return Round(association, persons, signing, about)
