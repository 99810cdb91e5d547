"""The associations and the invented persons of the tests."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client

import finsam.home
from finsam.core.models import Association, Person, SeatRole
from finsam.figures.book import Book
from finsam.kernel.periods import Period

DEMO = Path(finsam.home.__file__).parent / "demo"
BUNDLES = {
    "sydnarke": DEMO / "sydnarke",
    "sofint": DEMO / "sofint",
    "grannforbundet": Path(__file__).parent / "bundles" / "grannforbundet",
}
NAMES = {
    SeatRole.CHAIR: "Droppa Älvsdotter",
    SeatRole.VICE_CHAIR: "Ström Bäckensson",
    SeatRole.MEMBER: "Källa Sjöblad",
    SeatRole.SUBSTITUTE: "Vik Forsholm",
    SeatRole.DIRECTOR: "Flod Dammgren",
    SeatRole.SECRETARY: "Tuva Källström",
    SeatRole.ECONOMIST: "Porla Öresdotter",
    SeatRole.AUDITOR: "Klara Vattenpass",
    SeatRole.COORDINATOR: "Bro Strandlind",
    SeatRole.PREPARATORY_MEMBER: "Vada Grundström",
    SeatRole.PROJECT_OWNER: "Kil Rännfors",
}

Edited = Callable[[str, str | bytes, str | bytes], Path]
OpenBook = Callable[[str, Period | int], Book]
Seated = Callable[..., Person]
SignedIn = Callable[[Association, SeatRole], Client]
