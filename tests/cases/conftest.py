"""An association whose diary is empty."""

import pytest

from finsam.core.models import Association

EMPTY = {"slug": "provsjo", "name": "Samordningsförbundet Provsjö", "short_name": "Provsjö"}


@pytest.fixture
def provsjo(db: None) -> Association:
    """An association that nobody has registered anything in."""
    return Association.objects.create(**EMPTY)
