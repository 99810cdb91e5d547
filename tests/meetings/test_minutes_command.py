"""`finsam minutes`: the sealed file as it is, else the draft; kind refusals, nothing half-written."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pdf_reading import Read
from sofint_meeting import sofint_meeting

from finsam.cases.models import Document, StoredFile
from finsam.core.models import Association
from finsam.core.tenancy import within
from finsam.meetings.models import Meeting, Minutes


def run(out: Path, meeting: str = "2021-11-19", association: str = "sofint") -> str:
    said = StringIO()
    call_command("minutes", association=association, meeting=meeting, out=out, stdout=said)
    return said.getvalue()


@pytest.fixture
def held(sofint: Association) -> Association:
    with within(sofint):
        sofint_meeting(sofint)
    return sofint


def test_writes_a_draft(held: Association, tmp_path: Path) -> None:
    out = tmp_path / "mapp" / "protokoll.pdf"
    assert "utkast, ej justerat" in run(out)
    assert "Utkast, ej justerat" in Read(out.read_bytes()).text
    assert [path.name for path in out.parent.iterdir()] == ["protokoll.pdf"]


def test_writes_the_text_as_json(held: Association, tmp_path: Path) -> None:
    out = tmp_path / "protokoll.json"
    run(out)
    content = json.loads(out.read_text())
    assert content["held_on"] == "2021-11-19"
    assert len(content["paragraphs"]) == 18


def test_writes_a_sealed_file_unchanged(held: Association, tmp_path: Path) -> None:
    with within(held):
        minutes, _ = Minutes.objects.get_or_create(association=held, meeting__held_on=date(2021, 11, 19), defaults={
            "meeting": Meeting.objects.get(association=held, held_on=date(2021, 11, 19)),
        })  # fmt: skip
        document = Document.objects.filter(association=held).first()
        StoredFile.objects.filter(pk=document.file_id).update(content=b"%PDF sealed")
        Minutes.objects.filter(pk=minutes.pk).update(document=document)
    assert "förseglat" in run(tmp_path / "p.pdf")
    assert (tmp_path / "p.pdf").read_bytes() == b"%PDF sealed"


@pytest.mark.parametrize(
    ("association", "meeting", "out", "said"),
    [
        ("finnsinte", "2021-11-19", "p.pdf", "inget förbund som heter finnsinte"),
        ("sofint", "2021-11-20", "p.pdf", "inget möte 2021-11-20 i SOFINT"),
        ("sofint", "igår", "p.pdf", "inget möte igår"),
        ("sofint", "2021-11-19", "p.docx", "ska sluta på .pdf eller .json"),
        ("sydnarke", "2030-11-22", "p.pdf", "har inget protokoll än: det är kallat"),
    ],
)
def test_refuses_kindly(held: Association, tmp_path: Path, association: str, meeting: str, out: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(tmp_path / out, meeting, association)
    assert list(tmp_path.iterdir()) == []


def test_says_when_it_cannot_be_written(held: Association, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("ingen mapp")
    with pytest.raises(CommandError, match="kan inte skrivas"):
        run(tmp_path / "fil" / "p.pdf")
