"""How often the public pages may be asked from one address, so that nobody keeps the server busy or guesses codes."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST = 30
SECONDS = 60


def count_question(request: HttpRequest) -> bool:
    """Count one question from the address; tell whether it is one too many for this minute. Counted in each worker."""
    key = f"signing-questions-{_asker(request)}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # the minute ended between the two
        return False


def _asker(request: HttpRequest) -> str:
    """The address that asks: behind a proxy, the one the proxy saw."""
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return seen if settings.SECURE_PROXY_SSL_HEADER and seen else str(request.META.get("REMOTE_ADDR", ""))
