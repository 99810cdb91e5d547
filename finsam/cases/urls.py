"""Addresses of cases."""

from django.urls import path

from finsam.cases.views import archive, cases, documents, releases

CASE, DOCUMENT = "<int:year>/<int:number>/", "<int:year>/<int:number>/<int:document>/"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("nytt/", cases.case_new, name="case-new"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}andra/", cases.case_change, name="case-change"),
    path(f"{CASE}avsluta/", cases.case_close, name="case-close"),
    path(f"{CASE}oppna/", cases.case_reopen, name="case-reopen"),
    path(f"{CASE}vantar/<slug:body>/", cases.case_await, name="case-await"),
    path(f"{CASE}handling/", documents.document_new, name="document-new"),
    path(DOCUMENT, documents.document, name="document"),
    path(f"{DOCUMENT}fil/", documents.document_file, name="document-file"),
    path("utlamnanden/", releases.releases, name="releases"),
    path("utlamnanden/nytt/", releases.release_new, name="release-new"),
    path("utlamnanden/<int:place>/", releases.release_answer, name="release-answer"),
    path("arkiv/", archive.archive, name="archive"),
    path("arkiv/fil/", archive.archive_file, name="archive-file"),
]
