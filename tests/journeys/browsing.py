"""What the journeys share: the running site, a person's window, and what is read off a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

from finsam.home.demo_people import PASSWORD, PEOPLE

Visit = Callable[..., Page]
EMAIL = {role: email for email, _, role in PEOPLE}


@dataclass(frozen=True)
class Site:
    """A running Finsam with the demo's associations and the demo's people."""

    url: str
    sessions: dict[str, str]  # session key of everybody, by role


class Watch:
    """What a browser complains of: scripts that fail, what the policy blocks, what is asked of other machines."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.faults: list[str] = []
        self._url = url
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"fel i skript: {error.error}"))
        context.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        is_refusal = "the server responded with a status of 4" in message.text  # a page that says no is no fault
        if message.type in {"error", "warning"} and not is_refusal:
            self.faults.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._url, "data:", "blob:")):
            self.faults.append(f"främmande adress: {request.url}")


def sign_in(page: Page, role: str, password: str = PASSWORD) -> None:
    """Fill in the form and send it."""
    page.get_by_label("E-post").fill(EMAIL[role])
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()


def press(page: Page, key: str) -> None:
    """Press a key once the page's script listens: what a machine presses before that is pressed for nobody."""
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.press(key)


def plain(text: str) -> str:
    """Text with every kind of space as one plain space."""
    return re.sub(r"[\s\u00a0\u2009\u202f]+", " ", text).strip()


def grid(table: Locator) -> list[list[str]]:
    """What stands in a table, row by row, numbers without their thin spaces."""
    rows = table.evaluate("table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText))")
    return [[re.sub(r"(?<=\d) (?=\d{3})", "", plain(cell)) for cell in row] for row in rows]
