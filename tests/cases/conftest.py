"""An association whose diary is empty, and what is put in it."""

import pytest
from diary import DAY, HIDDEN
from django.test import Client
from world import SignedIn

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, Document
from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within

EMPTY = {"slug": "provsjo", "name": "Samordningsförbundet Provsjö", "short_name": "Provsjö"}


@pytest.fixture
def provsjo(db: None) -> Association:
    """An association that nobody has registered anything in."""
    return Association.objects.create(**EMPTY)


@pytest.fixture
def director(signed_in: SignedIn, provsjo: Association) -> Client:
    return signed_in(provsjo, SeatRole.DIRECTOR)


@pytest.fixture
def case(provsjo: Association) -> Case:
    with within(provsjo):
        return open_case(association=provsjo, by=None, title="Remiss om samordning", opened_on=DAY)


@pytest.fixture
def secret(provsjo: Association, case: Case) -> Document:
    """A secret document in an open case; beside it a secret case with a document that is not marked itself."""
    with within(provsjo):
        other = open_case(
            association=provsjo, by=None, title=HIDDEN, opened_on=DAY, counterpart=HIDDEN, secret=True,
            secrecy_ground="OSL 39 kap. 2 §",
        )  # fmt: skip
        for one, more in ((other, {}), (case, {"secret": True, "secrecy_ground": "OSL 26 kap. 1 §"})):
            document = register_document(
                association=provsjo, by=None, case=one, title=HIDDEN, direction="incoming", dated_on=DAY,
                counterpart=HIDDEN, incoming=Incoming("hemlig.txt", HIDDEN.encode()), **more,
            )  # fmt: skip
    return document
