"""The Markdown of a §."""

from hypothesis import given
from hypothesis import strategies as st

from finsam.meetings.rules.prose import Bullets, Paragraph, Table, Words, prose_html, read_prose


def test_paragraphs_lists_and_tables() -> None:
    text = "Ett **fett** [ord](https://exempel.se).\n\n- a\n- b\n\n1. c\n\n| Kronor | Utfall |\n|---|--:|\n| A | 1 |\n"
    paragraph, bullets, numbered, table = read_prose(text)
    assert paragraph == Paragraph(
        (Words("Ett "), Words("fett", "strong"), Words(" "), Words("ord", "", "https://exempel.se"), Words("."))
    )
    assert isinstance(bullets, Bullets)
    assert [words[0].text for words in bullets.items] == ["a", "b"]
    assert isinstance(numbered, Bullets)
    assert numbered.ordered
    assert table == Table(("Kronor", "Utfall"), (("A", "1"),), (False, True))


def test_headings_pictures_and_code_are_words() -> None:
    blocks = read_prose("# Rubrik\n\n![bild](x.png)\n\n    kod\n\n<b>fet</b>\n\n---\n")
    assert all(isinstance(block, Paragraph) for block in blocks)
    html = prose_html("# Rubrik\n\n<script>x</script>\n\n[länk](javascript:x) ![b](y)")
    assert not any(tag in html for tag in ("<h1", "<script", "<img", 'href="javascript'))


def test_a_cell_set_right_has_a_class_and_no_style() -> None:
    html = prose_html("| A | B |\n|---|--:|\n| a | 1 |")
    assert '<td class="number">1</td>' in html
    assert "style" not in html


def test_empty_cells_keep_their_place() -> None:
    (table,) = read_prose("| A | B |\n|---|---|\n| | x |\n| y |\n")
    assert isinstance(table, Table)
    assert table.rows == (("", "x"), ("y", ""))


@given(st.text(alphabet="ab |-\n*_[]()#>`1.<", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for block in read_prose(text):
        assert block
    assert "<script" not in prose_html(text)
