"""What a search in the diary finds, and for whom."""

from diary import CLEARED, DAY, said
from django.test import Client
from test_files_handed_in import pdf

from finsam.cases.actions import let_await, register_document
from finsam.cases.files import Incoming
from finsam.cases.models import Case, Document
from finsam.cases.queries import search_diary
from finsam.core.models import Association
from finsam.core.rules.permissions import ROLES
from finsam.core.tenancy import within


def test_words_are_found_in_titles_summaries_and_files_in_any_form(provsjo: Association, case: Case) -> None:
    with within(provsjo):
        register_document(
            association=provsjo, by=None, case=case, title="Bilaga", direction="incoming", dated_on=DAY,
            incoming=Incoming("bilaga.pdf", pdf("Rehabilitering av unga <b>vuxna</b> i kommunerna")),
        )  # fmt: skip

        def found(words: str) -> list[str]:
            return [hit.title for hit in search_diary(provsjo, words, CLEARED)]

        assert found("kommun") == found("rehabiliteringen") == found("rehab") == ["Bilaga"]
        assert found("remisser") == found("2025-1") == ["Remiss om samordning"]
        assert found("ordning") == ["Remiss om samordning"]
        assert found("bilaga.pdf") == ["Bilaga"]
        assert found("finnsinte") == found("  ") == found("\0") == []
        assert found("' | & !( :* <-> \\") == []
        hit = search_diary(provsjo, "vuxna", CLEARED)[0]
        assert (hit.where, hit.url) == ("Handling 1 i Provsjö 2025-1", "/provsjo/arenden/2025/1/1/")
        assert "<mark>vuxna</mark>" in hit.excerpt
        assert "<b>" not in hit.excerpt


def test_a_title_counts_for_more_than_a_text(provsjo: Association, case: Case) -> None:
    with within(provsjo):
        for title, text in (("Brev", "Om delårsrapporten"), ("Delårsrapport", "Hej")):
            register_document(
                association=provsjo, by=None, case=case, title=title, direction="incoming", dated_on=DAY,
                incoming=Incoming("a.txt", text.encode()),
            )  # fmt: skip
        assert [hit.title for hit in search_diary(provsjo, "delårsrapport", CLEARED)] == ["Delårsrapport", "Brev"]
        assert len(search_diary(provsjo, "delårsrapport", CLEARED, limit=1)) == 1


def test_what_is_secret_is_found_by_those_who_may_read_it_only(provsjo: Association, secret: Document) -> None:
    with within(provsjo):
        assert len(search_diary(provsjo, "rekrytering", CLEARED)) == 3
        assert search_diary(provsjo, "rekrytering", ROLES["economist"]) == []


def test_a_file_with_very_many_words_is_registered_and_found_by_its_beginning(provsjo: Association, case: Case) -> None:
    text = " ".join(f"ord{number}" for number in range(400_000))
    with within(provsjo):
        register_document(
            association=provsjo, by=None, case=case, title="Lång", direction="incoming", dated_on=DAY,
            incoming=Incoming("a.txt", text.encode()),
        )  # fmt: skip
        assert [hit.title for hit in search_diary(provsjo, "ord17", CLEARED)] == ["Lång"]


def test_a_search_page_says_what_was_found_and_when_there_is_nothing(
    director: Client, provsjo: Association, case: Case
) -> None:
    with within(provsjo):
        let_await(association=provsjo, by=None, case=case, body="board")
    page = said(director.get("/provsjo/arenden/?q=samordning"))
    assert "1 träff" in page
    nothing = said(director.get("/provsjo/arenden/?q=<script>"))
    assert "Inget i diariet innehåller ”&lt;script&gt;”." in nothing
