"""The invented people of the demo, and where they sit. All of their names are water; nobody bears them."""

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from finsam.bundle.formats import ASSOCIATION_LISTS
from finsam.bundle.work.names import seat_names
from finsam.core.actions import seat_person
from finsam.core.models import Association, Person, Seat
from finsam.core.tenancy import within

PASSWORD = "droppen-i-bäcken"  # noqa: S105  for invented people in an installation marked as demo
OWNER = ("Forsa Lindskvalp", "projektagare@exempel.se")
"""The name and address of the project owner who writes for Coachingteamet."""
PEOPLE = (
    ("forbundschef@exempel.se", "Droppa Älvsdotter", "director"),
    ("sekreterare@exempel.se", "Rinna Bläckström", "secretary"),
    ("ordforande@exempel.se", "Bäcke Strömlund", "chair"),
    ("ljusnarsberg@exempel.se", "Ljusna Bergdamm", "member"),
    ("ersattare.fk@exempel.se", "Fjärd Vikinge", "substitute"),
    ("revisor@exempel.se", "Källa Granskdal", "auditor"),
    ("samordnare@exempel.se", "Å Forsborg", "coordinator"),
    ("fk.beredning@exempel.se", "Is Vårflod", "preparatory_member"),
    (OWNER[1], OWNER[0], "project_owner"),
)
"""Those to sign in as first: one of each role."""

SEATED = {
    "sofint": {
        "secretariat director": PEOPLE[0][:2],
        "secretariat secretary": PEOPLE[1][:2],
        "chair Hällefors kommun": PEOPLE[2][:2],
        "vice_chair Region Örebro län": ("region@exempel.se", "Vassa Sjörud"),
        "member Försäkringskassan": ("fk@exempel.se", "Mynna Åfors"),
        "member Arbetsförmedlingen": ("af@exempel.se", "Fors Källhav"),
        "member Ljusnarsbergs kommun": PEOPLE[3][:2],
        "member Lindesbergs kommun": ("lindesberg@exempel.se", "Linde Sjöholt"),
        "member Nora kommun": ("nora@exempel.se", "Nore Tjärnlid"),
        "substitute Försäkringskassan": PEOPLE[4][:2],
        "substitute Arbetsförmedlingen": ("ersattare.af@exempel.se", "Ådra Strömmen"),
        "substitute Ljusnarsbergs kommun": ("ersattare.ljusnarsberg@exempel.se", "Selet Forsvall"),
        "substitute Lindesbergs kommun": ("ersattare.lindesberg@exempel.se", "Bölja Lindvik"),
        "substitute Hällefors kommun": ("ersattare.hallefors@exempel.se", "Ränna Hällbäck"),
        "substitute Region Örebro län": ("ersattare.region@exempel.se", "Hav Regnström"),
        "secretariat economist": ("ekonom@exempel.se", "Porla Öresdal"),
        "audit auditor": PEOPLE[5][:2],
        "audit auditor (2)": ("revisor.staten@exempel.se", "Klar Källsyn"),
        "preparatory preparatory_member Försäkringskassan": PEOPLE[7][:2],
        "preparatory preparatory_member Arbetsförmedlingen": ("af.beredning@exempel.se", "Bris Åhav"),
        "preparatory preparatory_member Region Örebro län": ("region.beredning@exempel.se", "Skum Bäckregn"),
        "preparatory preparatory_member Hällefors kommun": ("hallefors.beredning@exempel.se", "Vik Hälleström"),
        "preparatory preparatory_member Lindesbergs kommun": ("lindesberg.beredning@exempel.se", "Rännil Lindsjö"),
        "preparatory preparatory_member Ljusnarsbergs kommun": ("ljusnarsberg.beredning@exempel.se", "Ös Ljusfors"),
        "preparatory preparatory_member Nora kommun": ("nora.beredning@exempel.se", "Damm Norabäck"),
        "owners project_owner Lindesbergs kommun": PEOPLE[8][:2],
    },
    "sydnarke": {
        "secretariat director": PEOPLE[0][:2],
        "chair": PEOPLE[2][:2],
        "vice_chair": ("sydnarke.vice@exempel.se", "Virvla Sundmark"),
        "member": ("sydnarke.ledamot1@exempel.se", "Bäver Dammfors"),
        "member (3)": ("sydnarke.ledamot2@exempel.se", "Skvala Nordfjärd"),
        "member (4)": ("sydnarke.ledamot3@exempel.se", "Sund Ösregn"),
        "member (5)": ("sydnarke.ledamot4@exempel.se", "Dyning Askvik"),
        "member (6)": ("sydnarke.ledamot5@exempel.se", "Kluckela Hallbäck"),
        "substitute": ("sydnarke.ersattare1@exempel.se", "Plaska Kumlavik"),
        "substitute (2)": ("sydnarke.ersattare2@exempel.se", "Göl Näckros"),
        "substitute (3)": ("sydnarke.ersattare3@exempel.se", "Ripple Laxström"),
        "substitute (4)": ("sydnarke.ersattare4@exempel.se", "Tjärna Mossgöl"),
        "substitute (5)": ("sydnarke.ersattare5@exempel.se", "Sippra Källgång"),
        "substitute (7)": ("sydnarke.ersattare6@exempel.se", "Våg Holmsund"),
        "preparatory preparatory_member Kumla kommun": ("kumla.beredning@exempel.se", "Brus Åmynne"),
        "preparatory preparatory_member Försäkringskassan": PEOPLE[7][:2],
        "team coordinator": PEOPLE[6][:2],
        "audit auditor": PEOPLE[5][:2],
    },
}
"""Who sits where, by association and what the bundle calls the seat."""


def seat_demo_people() -> None:
    """Give the invented people their seats, where nobody sits yet."""
    hashed = make_password(PASSWORD)
    for association in Association.objects.filter(slug__in=SEATED):
        with within(association):
            names = seat_names(ASSOCIATION_LISTS["seats"].current(association))
            seats = dict(zip(names, Seat.objects.filter(association=association).order_by("position"), strict=True))
            for name, (email, called) in SEATED[association.slug].items():
                seat = seats.get(name)
                if seat and seat.person_id is None and _in_force(seat):
                    seat_person(association=association, seat=seat, person=_person(email, called, hashed), by=None)


def _in_force(seat: Seat) -> bool:
    today = timezone.localdate()
    return (seat.since is None or seat.since <= today) and (seat.until is None or today <= seat.until)


def _person(email: str, name: str, hashed: str) -> Person:
    """Find or make somebody; the password is worked out once, since it is meant to take time."""
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": name, "password": hashed})
    return person
