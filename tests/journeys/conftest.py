"""The whole program behind a real browser, once for each file: its own copy of the database, its own server."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from copied_database import copied_database
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from finsam.core.models import Person
from finsam.home.demo_people import PEOPLE, seat_demo_people
from journeys.browsing import Site, Visit, Watch

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE_MS = 20_000  # a busy machine is no fault of the pages


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this folder reach this machine and nothing else, and have the test database made."""
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.django_db)


def session_of(person: Person) -> str:
    """Return the key of a session in which the person has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The server, in a thread of this process."""
    with django_db_blocker.unblock(), copied_database():
        seat_demo_people()
        sessions = {role: session_of(Person.objects.get(email=email)) for email, _, role in PEOPLE}
        server = LiveServer("127.0.0.1")
        try:
            yield Site(server.url, sessions)
        finally:
            server.stop()


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """One browser: the machine's own Chromium, else the one Playwright has fetched."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in the thread of the tests
    own = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=own, args=ARGUMENTS)
        yield started
        started.close()
    monkeypatch.undo()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Open a browser window of a person, by role, or of nobody; afterwards nothing may have been complained of."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def visiting(role: str = "", *, path: str = "", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.url,
            locale="sv-SE",
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append((context, Watch(context, site.url)))
        if role:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": site.sessions[role], "url": site.url}])
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield visiting
    for context, _ in opened:
        context.close()
    assert [fault for _, watch in opened for fault in watch.faults] == []
