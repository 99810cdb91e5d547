"""What happens by itself, association by association: rooms register their jobs, one process at a time does them."""

import logging
import threading
from collections.abc import Callable
from datetime import date

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from finsam.core.models import Association
from finsam.core.outbox import send_waiting
from finsam.core.tenancy import within

EVERY = 60  # seconds
LOCK = 7_301_544  # the number of PostgreSQL's advisory lock: ours alone
SENT = "brev skickade"
Job = Callable[[Association, date], int]
_jobs: dict[str, Job] = {}
_log = logging.getLogger(__name__)


def job(what: str) -> Callable[[Job], Job]:
    """Register something to do for each association; it returns how many it did, and may be done again at any time."""

    def register(do: Job) -> Job:
        _jobs[what] = do
        return do

    return register


def tick(today: date | None = None) -> dict[str, int]:
    """Do every job in every association and send what waits; return how much of each was done.

    Nothing is done while another process does it. What fails in one association is logged and stops no other.
    """
    done = dict.fromkeys([*_jobs, SENT], 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return done
        try:
            for association in Association.objects.all():
                _tick_in(association, today or timezone.localdate(), done)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return done


def _tick_in(association: Association, today: date, done: dict[str, int]) -> None:
    for what, do in _jobs.items():
        try:
            with within(association), transaction.atomic():
                done[what] += do(association, today)
        except Exception:  # noqa: BLE001  one that fails stops no other
            _log.exception("%s: %s", association.slug, what)
    try:
        with within(association):
            done[SENT] += send_waiting(association)
    except Exception:  # noqa: BLE001  a mail server may fail in any way
        _log.exception("%s: %s", association.slug, SENT)


def start_ticking(every: float = EVERY) -> threading.Event:
    """Tick in a thread of this process until the event that is returned is set."""
    stopped = threading.Event()

    def run() -> None:
        while not stopped.wait(every):
            close_old_connections()
            try:
                tick()
            except Exception:  # noqa: BLE001  one that fails stops no other
                _log.exception("tick")
            finally:
                connection.close()

    threading.Thread(target=run, name="finsam-tick", daemon=True).start()
    return stopped
