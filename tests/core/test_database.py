"""Which database the program uses."""

from pathlib import Path

import pytest

from finsam.database import connection_settings

NOWHERE = Path("/nonexistent")


def test_an_address_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:hem%20ligt@db.test:5433/forbund?sslmode=require")
    settings = connection_settings(NOWHERE)
    used = {name: settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")}
    assert used == {
        "USER": "anna",
        "PASSWORD": "hem ligt",
        "HOST": "db.test",
        "PORT": "5433",
        "NAME": "forbund",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize("address", ["mysql://db.test/forbund", "db.test", "postgresql://db.test/?okänt=1"])
def test_what_is_no_address_is_refused_with_what_to_write(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ValueError, match="Skriv postgresql://"):
        connection_settings(NOWHERE)
