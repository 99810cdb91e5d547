"""Which state of a meeting may follow which."""

ALLOWED: dict[str, frozenset[str]] = {
    "planned": frozenset({"called", "open", "cancelled"}),
    "called": frozenset({"open", "cancelled"}),
    "open": frozenset({"ended"}),
    "ended": frozenset({"open", "adjusting"}),
    "adjusting": frozenset({"ended", "adjusted"}),
    "adjusted": frozenset(),
    "cancelled": frozenset({"planned"}),
}
REFUSED = {
    "called": "Kallelsen kan bara skickas innan mötet börjat.",
    "open": "Mötet kan inte öppnas nu: protokollet är under justering, eller mötet inställt.",
    "ended": "Mötet kan inte avslutas nu: det pågår inte.",
    "adjusting": "Protokollet kan lämnas till justering när mötet är avslutat.",
    "adjusted": "Protokollet är inte under justering.",
    "cancelled": "Ett möte som har börjat kan inte ställas in.",
    "planned": "Bara ett inställt möte kan tas upp igen.",
}


def check_state(now: str, wanted: str) -> None:
    """Raise ValueError with a Swedish sentence when a meeting that is `now` may not become `wanted`."""
    if wanted not in ALLOWED[now]:
        raise ValueError(REFUSED[wanted])
