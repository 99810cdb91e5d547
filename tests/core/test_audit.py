"""The trail: one entry for each thing done."""

from pathlib import Path

import pytest
from world import BUNDLES, Seated

from finsam.bundle.actions import load_bundle
from finsam.core import audit
from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within


@pytest.mark.parametrize("slug", BUNDLES)
@pytest.mark.django_db
def test_loading_a_bundle_wrote_one_entry(slug: str) -> None:
    association = Association.objects.get(slug=slug)
    with within(association):
        entry = AuditEntry.objects.get(action="bundle.association.loaded")
    assert (entry.subject, entry.by) == (slug, None)


def test_an_entry_says_who_did_what_to_what(seated: Seated, neighbour: Association) -> None:
    person = seated(neighbour, SeatRole.DIRECTOR)
    with within(neighbour):
        audit.record(neighbour, "core.seat.filled", "x" * 300, by=person, seat=3)
        entry = AuditEntry.objects.get(action="core.seat.filled")
    assert (entry.by, entry.subject, entry.detail) == (person, "x" * 200, {"seat": 3})


def test_a_loaded_bundle_says_who_loaded_it(tmp_path: Path, seated: Seated, sydnarke: Association) -> None:
    person = seated(sydnarke, SeatRole.DIRECTOR)
    (tmp_path / "association.yaml").write_text("slug: nytt\nname: Nytt förbund\nshort_name: Nytt\n")
    association, _ = load_bundle(tmp_path, by=person)
    with within(association):
        assert AuditEntry.objects.get().by == person
