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
ALREADY = {
    "planned": "Mötet är redan planerat.",
    "called": "Kallelsen är redan skickad.",
    "open": "Mötet pågår redan.",
    "ended": "Mötet är redan avslutat.",
    "adjusting": "Protokollet är redan lämnat till justering.",
    "adjusted": "Protokollet är redan justerat.",
    "cancelled": "Mötet är redan inställt.",
}
FINAL = {
    "adjusted": "Protokollet är justerat och förseglat. Mötet kan inte ändras.",
    "cancelled": "Mötet är inställt. Ta upp det igen först.",
}
REFUSED = {
    "planned": "Bara ett inställt möte kan tas upp igen.",
    "called": "Kallelsen kan bara skickas innan mötet börjat.",
    "open": "Protokollet är under justering. Ta tillbaka det innan mötet öppnas igen.",
    "ended": "Mötet har inte börjat. Öppna det innan det avslutas.",
    "adjusting": "Protokollet kan lämnas till justering när mötet är avslutat.",
    "adjusted": "Protokollet är inte under justering.",
    "cancelled": "Ett möte som har börjat kan inte ställas in.",
}


def check_state(now: str, wanted: str) -> None:
    """Raise ValueError with a Swedish sentence when a meeting that is `now` may not become `wanted`."""
    if wanted in ALLOWED[now]:
        return
    raise ValueError(ALREADY[now] if wanted == now else FINAL.get(now) or REFUSED[wanted])
