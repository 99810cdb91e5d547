"""Minutes, extracts and notices as PDF, read back."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from papers import AT, METHOD, check_readable, facts, proof
from pdf_reading import Read
from sofint_meeting import sofint_meeting

from finsam.core.models import Association, Member
from finsam.core.tenancy import within
from finsam.meetings.minutes_text import MinutesText, minutes_text, public_text
from finsam.meetings.models import Item, Masking, Meeting, Notice
from finsam.meetings.printing import (
    Certificate,
    NoticeFacts,
    extract_pdf,
    minutes_pdf,
    notice_facts,
    notice_pdf,
    proof_pdf,
)
from finsam.meetings.records import Record, read_record


@pytest.fixture
def meeting(sofint: Association) -> Iterator[Meeting]:
    with within(sofint):
        yield sofint_meeting(sofint)


@pytest.fixture
def record(meeting: Meeting) -> Record:
    return read_record(meeting.association, meeting, deep=True)


@pytest.fixture
def text(record: Record) -> MinutesText:
    return minutes_text(record)


@pytest.fixture
def announced(record: Record) -> NoticeFacts:
    return facts(record)


def bookmarks(read: Read) -> list[str]:
    with read.pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def test_a_draft_says_so_on_every_page(text: MinutesText) -> None:
    read = Read(minutes_pdf(text, made_at=AT))
    check_readable(read, "Protokoll styrelsen SOFINT 2021-11-19")
    assert all("Utkast, ej justerat" in page for page in read.pages)
    assert "Godkännanden" not in read.text
    assert f"sida 1 ({len(read.pages)})" in read.pages[0]


def test_the_cover_sheet_is_read_as_text(text: MinutesText) -> None:
    read = Read(minutes_pdf(text, made_at=AT))
    cover = read.pages[0]
    for words in ("Hälla Forsdotter Hällefors kommun, ordförande", "från § 72", "till och med § 71", "§§ 62–79",
                  "6 av 7 ledamöter §§ 62–71, 7 av 7 från § 72; minst 4 krävs", "kl. 9.00–12.00"):  # fmt: skip
        assert words in re.sub(r"\s", " ", cover)
    assert not any(table.node.get("/Pg") == read.pdf.pages[0].obj for table in read.of("Table"))


def test_every_paragraph_is_a_heading_with_its_labels_under_it(text: MinutesText) -> None:
    read = Read(minutes_pdf(text, made_at=AT))
    assert len(read.of("H2")) == 18
    with read.pdf.open_outline() as outline:
        matters = next(item for item in outline.root if item.title == "Ärenden")
        titles = [re.sub(r"\s", " ", child.title) for child in matters.children]
    assert titles[0] == "§ 62 Mötets öppnande"
    assert titles[-1] == "§ 79 Nästa styrelsesammanträde"
    assert len(read.of("H3")) > 50


def test_labels_come_in_the_order_of_the_trade(text: MinutesText) -> None:
    read = Read(minutes_pdf(text, made_at=AT))
    page = read.text[read.text.index("Metodutveckling Personliga ombud") :]
    labels = ("Beslutsunderlag", "Ärendet", "Part", "Majoritet", "Förslag", "Yrkanden", "Votering", "Styrelsen beslutar",
              "Skäl", "Reservation", "Expedieras")  # fmt: skip
    at = 0
    for label in labels:
        at = page.index(label, at) + len(label)


def test_approved_minutes_carry_their_evidence(text: MinutesText, announced: NoticeFacts) -> None:
    evidence = proof(text)
    read = Read(minutes_pdf(text, evidence=evidence, notices=announced, made_at=AT))
    check_readable(read, "Protokoll styrelsen SOFINT 2021-11-19")
    assert bookmarks(read) == ["Protokoll", "Ärenden", "Godkännanden", "Anslagsbevis"]
    assert "Utkast" not in read.text
    page = next(page for page in read.pages if "har godkänts av" in page)
    assert "2021-11-25 kl. 08.31.05" in re.sub(r"\s", " ", page)
    assert evidence.content_hash[:8] in page
    assert evidence.code in re.sub(r"\s", "", page)
    alts = [str(figure.node.Alt) for figure in read.of("Figure")]
    assert alts[0] == f"QR-kod som leder till {evidence.address}"
    assert alts[1].startswith("Tidslinje: 19")


def test_the_same_bytes_for_the_same_text_and_time(text: MinutesText) -> None:
    assert minutes_pdf(text, evidence=proof(text), made_at=AT) == minutes_pdf(text, evidence=proof(text), made_at=AT)


def test_hostile_words_stand_as_they_are(meeting: Meeting) -> None:
    words = "#import \"x\" $a$ @b <c> \\ ` ~ [d] 'e' // /* f */ = g"
    Item.objects.filter(meeting=meeting, number=65).update(title=words[:60], background=words, sent_to=words)
    text = minutes_text(read_record(meeting.association, meeting, deep=True))
    read = Read(minutes_pdf(text, made_at=AT))
    assert words[:20] in read.text


def test_a_long_word_and_a_wide_table_stay_on_the_page(meeting: Meeting) -> None:
    table = "| " + " | ".join(f"Kolumn {n}" for n in range(9)) + " |\n|" + "---|" * 9 + "\n|" + " 1 234 567 |" * 9
    Item.objects.filter(meeting=meeting, number=65).update(background="x" * 300 + "\n\n" + table, title="Å" * 150)
    read = Read(minutes_pdf(minutes_text(read_record(meeting.association, meeting, deep=True)), made_at=AT))
    for page in range(len(read.pages)):
        assert all(right < 590 for _, _, right, _ in read.lines(page))


def test_public_minutes_print_what_is_withheld_as_withheld(meeting: Meeting) -> None:
    Item.objects.filter(meeting=meeting, number=71).update(withheld=True)
    text = minutes_text(read_record(meeting.association, meeting, deep=True))
    read = Read(minutes_pdf(public_text(text, [Masking(phrase="Samla Bäckhed", masked=True)]), made_at=AT))
    assert "Samla" not in read.text
    assert "[uppgift borttagen]" in read.text
    assert "Behovet är inventerat" not in read.text
    assert "ansluta förbundet till insatskatalogen" in read.text


def test_an_extract_holds_its_paragraphs_and_who_certifies(text: MinutesText) -> None:
    certified = Certificate("Droppa Älvsdotter", "förbundschef", AT, METHOD, "7c9e41d0" * 8)
    read = Read(extract_pdf(text, [70], certified=certified, made_at=AT))
    check_readable(read, "Protokollsutdrag styrelsen SOFINT 2021-11-19 §\N{NO-BREAK SPACE}70")
    assert len(read.of("H2")) == 1
    assert "Utdraget bestyrks" in read.text
    assert "Droppa Älvsdotter, förbundschef" in read.text
    assert "7c9e41d0 7c9e41d0" in read.text
    assert "Insatskatalogen" not in read.text


@pytest.mark.parametrize("numbers", [[], [61], [70, 99]])
def test_an_extract_of_what_is_not_there_is_refused(text: MinutesText, numbers: list[int]) -> None:
    with pytest.raises(ValueError, match=r"§ \d+|minst en"):
        extract_pdf(text, numbers, made_at=AT)


def test_the_proof_tells_late_boards_and_counts_from_the_last(text: MinutesText, announced: NoticeFacts) -> None:
    read = Read(proof_pdf(text, announced, made_at=AT))
    check_readable(read, "Anslagsbevis: styrelsen SOFINT 2021-11-19")
    assert "kvitterat; uppsatt en dag för sent" in read.text
    assert str(announced.times.appeal_until) == "2021-12-20"
    assert "Överklagas senast 2021-12-20" in read.text
    assert len(read.of("TR")) == 1 + 5


def test_the_notice_says_how_to_appeal(text: MinutesText, announced: NoticeFacts) -> None:
    read = Read(notice_pdf(text, announced, court="Förvaltningsrätten i Karlstad", made_at=AT))
    check_readable(read, "Anslag: styrelsen SOFINT 2021-11-19")
    said = re.sub(r"\s", " ", read.text)
    assert "Protokollet justerat 26 november 2021" in said
    assert "Tas ned tidigast 21 december 2021" in said
    assert "Förvaltningsrätten i Karlstad inom 21 dagar" in said


def test_a_board_that_has_not_put_it_up_leaves_the_days_open(text: MinutesText, record: Record) -> None:
    own, other = Notice(put_up_on=AT.date()), Notice(member=Member.objects.first())
    open_facts = notice_facts(record, AT.date(), [own, other], on=AT.date())
    assert open_facts.times.appeal_until is None
    assert open_facts.announced().endswith("på 1 av 2 anslagstavlor")
    assert "Tas ned" not in Read(notice_pdf(text, open_facts, made_at=AT)).text
    assert Read(proof_pdf(text, open_facts, made_at=AT)).of("Figure")


def test_the_own_board_does_not_move_the_time_to_appeal(record: Record) -> None:
    member = Notice(member=Member.objects.first(), put_up_on=AT.date())
    late = Notice(put_up_on=AT.date() + timedelta(days=9))
    assert str(notice_facts(record, AT.date(), [late, member], on=AT.date()).times.appeal_until) == "2021-12-17"
