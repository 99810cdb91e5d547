"""Measure what docs/quality.md bounds, in a database of its own, and print a table with machine and date."""

import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from math import log
from pathlib import Path
from typing import Any

import psutil
import psycopg

from finsam.database import ROLE, start_embedded

NAME = "finsam_bench"
DEMO = Path("finsam/home/demo/sydnarke")


@contextmanager
def bench_database(var: Path) -> Iterator[None]:
    """Make an empty database for the measuring and drop it afterwards."""
    host = start_embedded(var)
    with psycopg.connect(host=str(host), user="postgres", dbname="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME} OWNER {ROLE}")
        os.environ |= {
            "DATABASE_URL": f"postgresql://{ROLE}@/{NAME}?host={host}",
            "DJANGO_SETTINGS_MODULE": "finsam.settings",
        }
        try:
            yield
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def timed(what: Callable[[], object], runs: int = 5) -> list[float]:
    """Run after one warm-up; return the seconds of each run, sorted."""
    what()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        what()
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)


def ms(seconds: float) -> str:
    """Write seconds as milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def main() -> None:
    """Measure everything and print it."""
    rows: list[tuple[str, str, str]] = []
    with bench_database(Path("var").resolve()):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for measure in (demo, report, meetings, ledger, money, pages, statistics_among_many, memory):
            print(f"  {measure.__doc__} …", file=sys.stderr, flush=True)
            rows += measure()
    print(f"\n{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    width = [max(len(row[i]) for row in rows) for i in range(3)]
    for what, measured, bound in rows:
        print(f"| {what:<{width[0]}} | {measured:<{width[1]}} | {bound:<{width[2]}} |")


def demo() -> list[tuple[str, str, str]]:
    """Demo, prepared without serving"""
    from django.core.management import call_command

    began = time.perf_counter()
    call_command("demo", no_serve=True, stdout=open(os.devnull, "w"))
    first = time.perf_counter() - began
    began = time.perf_counter()
    call_command("demo", no_serve=True, stdout=open(os.devnull, "w"))
    return [
        ("demo prepared, first / again", f"{first:.1f} s / {time.perf_counter() - began:.1f} s", "90 s cold, 6 s warm")
    ]


def report() -> list[tuple[str, str, str]]:
    """Annual report to PDF/A + PDF/UA"""
    from finsam.core.models import Association
    from finsam.core.tenancy import within
    from finsam.reports.editions import Edition
    from finsam.reports.models import ReportKind
    from finsam.reports.printing import printed_report
    from finsam.reports.queries.composed import composed_report

    association, edition = Association.objects.get(slug="sydnarke"), Edition(ReportKind.ANNUAL_REPORT, 2019)
    with within(association):
        compose = timed(lambda: composed_report(association, edition))
        composed = composed_report(association, edition)
        made = [datetime(2020, 3, 1, 0, 0, second, tzinfo=UTC) for second in range(10)]
        print_ = timed(lambda: printed_report(composed, made_at=made.pop()))
    return [
        ("annual report composed, median", ms(statistics.median(compose)), ""),
        ("annual report to PDF, median", ms(statistics.median(print_)), "1 500 ms"),
    ]


def meetings() -> list[tuple[str, str, str]]:
    """A year of 12 meetings with 15 items"""
    from tools.bench_meetings import numbers, papers, year_of_meetings

    association = year_of_meetings()
    addresses = ("moten/", "moten/2021-06-19/", "moten/2021-06-19/protokoll/")
    return [
        *papers(association, timed, ms),
        *(_page(f"/{association.slug}/{address}") for address in addresses),
        *numbers(association),
    ]


def _sie(entries: int) -> bytes:
    lines = ["#FLAGGA 0", '#PROGRAM "bench" 1', "#FORMAT PC8", "#GEN 20250101", "#SIETYP 4", '#FNAMN "Bench"']
    lines += [
        "#RAR 0 20240101 20241231",
        '#KONTO 1930 "Bank"',
        '#KONTO 4631 "Tjanster"',
        '#DIM 6 "Projekt"',
        '#OBJEKT 6 "10" "Team"',
    ]
    vouchers = entries // 2
    lines += [f"#IB 0 1930 {vouchers}.00", "#UB 0 1930 0.00", f"#RES 0 4631 {vouchers}.00"]
    for number in range(1, vouchers + 1):
        day = f"2024{number % 12 + 1:02d}{number % 28 + 1:02d}"
        lines += [
            f'#VER A {number} {day} "Faktura {number}"',
            "{",
            '#TRANS 4631 {6 "10"} 1.00',
            "#TRANS 1930 {} -1.00",
            "}",
        ]
    return ("\r\n".join(lines) + "\r\n").encode("cp437")


def ledger() -> list[tuple[str, str, str]]:
    """SIE 4 read, looked through and applied"""
    from finsam.core.models import Association
    from finsam.core.tenancy import within
    from finsam.money.actions.mapping import map_account, map_object
    from finsam.money.rules.sie import read_sie

    seconds = {}
    for entries in (10_000, 100_000):
        content = _sie(entries)
        seconds[entries] = timed(partial(read_sie, content, "bench.se"), runs=2)[0]
    floor = timed(lambda: [line.split() for line in content.splitlines()], runs=2)[0]
    association = Association.objects.create(slug="bench", name="Bench", short_name="Bench")
    with within(association):
        for number, line in (("1930", "Kassa och bank"), ("4631", "Verksamhetens kostnader")):
            map_account(association=association, by=None, number=number, name=number, statement_line=line)
        map_object(association=association, by=None, code="10")
        small, _ = _taken_in(association, _sie(10_000))
        seconds_whole, megabytes = _taken_in(association, _sie(100_000))
        again, _ = _taken_in(association, _sie(100_000).replace(b"Faktura 7", b"Rattad 7"))
    return [
        (
            "SIE 100 000 transactions read",
            f"{seconds[100_000]:.2f} s, growth exponent {_exponent(seconds[10_000], seconds[100_000])}",
            "",
        ),
        ("  the floor: every line split and nothing more", f"{floor:.2f} s", ""),
        (
            "  read, previewed, kept and applied",
            f"{seconds_whole:.1f} s, {megabytes:.0f} MB above idle, growth exponent {_exponent(small, seconds_whole)}",
            "6 s, 200 MB",
        ),
        ("  once more, in place of as many", f"{again:.1f} s", ""),
    ]


def _exponent(small: float, large: float) -> str:
    """How the time grows when the file is ten times as large: 1 is linear."""
    return f"{log(large / small) / log(10):.2f}"


def _taken_in(association: Any, content: bytes) -> tuple[float, float]:
    """Take in a file as the page does; return the seconds, and the most memory above idle in MB."""
    from finsam.money.actions.ledger_files import Mapped, apply_file, receive_file

    process, peaks, done = psutil.Process(), [], threading.Event()
    idle = process.memory_info().rss

    def watch() -> None:
        while not done.wait(0.02):
            peaks.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    received = receive_file(
        association=association, by=None, file_name="bench.se", content=content, today=date(2025, 1, 1)
    )
    assert received.file is not None
    apply_file(association=association, by=None, file=received.file, mapped=Mapped(), sie=received.sie)
    seconds = time.perf_counter() - began
    done.set()
    watcher.join()
    return seconds, (max(peaks, default=idle) - idle) / 1e6


def money() -> list[tuple[str, str, str]]:
    """The SIE file's floor, other programs, and ten years of 10 000 vouchers"""
    from tools.bench_money import addresses, books, floor, others

    association = books()
    return [
        *floor(_sie(100_000), timed),
        *others(100_000, timed),
        *(_page(address) for address in addresses(association)),
    ]


def _grown(slug: str, years: int, each_year: int) -> None:
    """An association like the demo's with many more participants and years."""
    from django.db import connection

    from finsam.core.models import Association, Person, Seat
    from finsam.core.tenancy import within
    from finsam.interventions.models import Intervention

    association, _ = Association.objects.get_or_create(slug=slug, defaults={"name": slug, "short_name": slug})
    with within(association):
        team = Intervention.objects.create(
            association=association, key="team", title="Team", direction="individual", position=0
        )
        person = Person.objects.filter(email="forbundschef@exempel.se").first()
        if person:
            Seat.objects.create(association=association, body="secretariat", role="director", person=person, position=0)
            person.associations.add(association)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO participants_registration
                  (association_id, intervention_id, kind, count, started, ended, sex, birth_year, municipality,
                   referrer, outcome, outcome_2, steps_forward, support_years, education, position)
                SELECT %s, %s, 'personal', 1, d, d + 90, (ARRAY['woman','man'])[1 + n %% 2], 1960 + n %% 45,
                   (ARRAY['Kumla','Laxå','Nora','Hällefors'])[1 + n %% 4],
                   'af', '', '', n %% 2 = 0, '1-2', 'compulsory', n
                FROM (SELECT n, make_date(2024 - n %% %s, 1 + n %% 9, 1 + n %% 28) AS d
                      FROM generate_series(1, %s) n) made
                """,
                [association.pk, team.pk, years, years * each_year],
            )


def pages() -> list[tuple[str, str, str]]:
    """Pages of an association with 10 years of 1 000 participants"""
    _grown("grown", 10, 1000)
    addresses = (
        "/grown/?ar=2024",
        "/grown/deltagare/?ar=2024",
        "/sydnarke/",
        "/sydnarke/pengar/",
        "/sydnarke/rapporter/arsredovisning-2019/",
    )
    return [_page(address) for address in addresses]


def _page(address: str) -> tuple[str, str, str]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from finsam.core.models import Person

    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(email="forbundschef@exempel.se"))
    seconds = timed(lambda: client.get(address), runs=20)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    p95 = seconds[int(len(seconds) * 0.95) - 1]
    measured = f"median {ms(statistics.median(seconds))}, p95 {ms(p95)}, {len(queries)} queries, "
    measured += f"{len(answer.content) / 1000:.0f} kB" if answer.status_code == 200 else f"status {answer.status_code}"
    return (f"page {address}", measured, "40 ms, 100 ms, 12, 150 kB")


def statistics_among_many() -> list[tuple[str, str, str]]:
    """Statistics of one association-year among 2 million rows of 80 associations"""
    from django.db import connection

    from finsam.core.models import Association
    from finsam.core.tenancy import within
    from finsam.figures.registry import Scope
    from finsam.kernel.periods import Period
    from finsam.participants.facts import REGISTRATIONS

    for number in range(80):
        _grown(f"among-{number}", 25, 1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE participants_registration")
    association = Association.objects.get(slug="among-40")
    with within(association):
        scope = Scope(association, Period.year(2020))
        seconds = timed(lambda: REGISTRATIONS.read(scope), runs=10)
    return [("one association-year of 2 million rows", ms(statistics.median(seconds)), "20 ms")]


def memory() -> list[tuple[str, str, str]]:
    """Server, idle"""
    server = subprocess.Popen(
        [sys.executable, "-m", "finsam", "serve", "--port", "8097"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(4)
        whole = psutil.Process(server.pid)
        resident = sum(p.memory_info().rss for p in (whole, *whole.children(recursive=True)))
    finally:
        server.terminate()
        server.wait()
    return [("server idle, all its processes", f"{resident / 1e6:.0f} MB", "250 MB")]


if __name__ == "__main__":
    main()
