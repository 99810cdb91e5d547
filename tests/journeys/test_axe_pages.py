"""axe finds nothing on any page, for the director who sees most and for the chair who is refused some of it."""

import pytest

from journeys.addresses import PAGES, Address, Reach
from journeys.axe import fail_with, violations
from journeys.browsing import Visit


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_axe_finds_nothing_on_the_page(address: Address, visit: Visit) -> None:
    found: list[str] = []
    seen: set[str] = set()
    for role in ("",) if address.reach is Reach.EVERYBODY else ("director", "chair"):
        page = visit(role, path=address.path)
        content = page.get_by_role("main").inner_html()
        if content not in seen:  # what the chair sees just as the director does has been looked at
            found += violations(page, f"{role} {address.path}")
        seen.add(content)
        page.close()
    fail_with(found)
