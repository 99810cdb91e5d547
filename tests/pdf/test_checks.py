"""Documents that are refused before they are set, and why."""

from datetime import datetime

import pytest
from pdf_invented import MADE_AT, SVG, invented

from finsam.pdf import document as d
from finsam.pdf.checks import faults
from finsam.pdf.compile import PdfError, report_pdf

ROW = d.DerivationRow("h1", "1", "a", "b", "c")


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([d.Heading(3, "Not 1")], "hoppar över en nivå"),
        ([d.Heading(2, " ")], "är tom"),
        ([d.Chart("Bild", "", SVG)], "saknar text som säger vad det visar"),
        ([d.Table("Tom", [], [])], "saknar kolumner"),
        ([d.Table("Bred", [d.Column("a")], [d.Row(["1", "2"])])], "2 celler i 1 kolumner"),
        ([d.Table("Rad", [d.Column("a")], [d.Row([])])], "0 celler i 1 kolumner"),
        ([d.KeyFigure("1", "a", derivation="h7")], "saknar rad h7"),
        ([d.Chart("Bild", "b", SVG, derivations=["h8"])], "saknar rad h8"),
        ([d.Plate([[d.Run("1", derivation="h9")]])], "saknar rad h9"),
        ([d.Derivation([ROW, ROW])], "mer än en rad h1"),
    ],
)
def test_faulty_blocks(blocks: list[d.Block], said: str) -> None:
    (fault,) = faults(invented(d.Part("Kapitel", blocks)))
    assert said in str(fault)


@pytest.mark.parametrize(
    ("name", "mime", "said"),
    [("mapp/a.csv", "text/csv", "utan mapp"), ("", "text/csv", "utan mapp"), ("a.csv", "csv", "saknar filtyp")],
)
def test_faulty_attachments(name: str, mime: str, said: str) -> None:
    (fault,) = faults(invented(attachments=[d.Attachment(name, mime, "", b"")]))
    assert said in str(fault)


def test_two_attachments_of_one_name() -> None:
    same = d.Attachment("a.csv", "text/csv", "", b"")
    (fault,) = faults(invented(attachments=[same, same]))
    assert "Två bilagda filer" in str(fault)


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(PdfError) as refused:
        report_pdf(invented(d.Part(""), title="", language=""), made_at=MADE_AT)
    assert len(refused.value.faults) == 3


def test_the_time_must_have_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        report_pdf(invented(), made_at=datetime(2032, 1, 1))  # noqa: DTZ001
