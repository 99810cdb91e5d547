"""Addresses of minutes, adjustment, notices and extracts."""

from django.urls import path

from finsam.meetings.views import (
    after_adjustment,
    after_extract,
    after_files,
    after_masking,
    after_minutes,
    after_notices,
)

urlpatterns = [
    path("<slug:key>/protokoll/", after_minutes.minutes, name="minutes"),
    path("<slug:key>/protokoll.pdf", after_files.minutes_file, name="minutes-file"),
    path("<slug:key>/protokoll/lamna/", after_adjustment.hand_over_minutes, name="hand-over"),
    path("<slug:key>/justering/", after_adjustment.adjustment, name="adjustment"),
    path("<slug:key>/justering/godkann/", after_adjustment.approve, name="approve-minutes"),
    path("<slug:key>/justering/skicka-tillbaka/", after_adjustment.decline, name="decline-minutes"),
    path("<slug:key>/justering/andra/", after_adjustment.ask, name="ask-change"),
    path("<slug:key>/justering/andra/<int:change>/", after_adjustment.answer, name="answer-change"),
    path("<slug:key>/anslag/", after_notices.notices, name="notices"),
    path("<slug:key>/anslagsbevis.pdf", after_files.notices_file, name="notices-file"),
    path("<slug:key>/anslag/satt-upp/", after_notices.put_up_own, name="put-up-own"),
    path("<slug:key>/anslag/skicka/", after_notices.announce, name="announce"),
    path("<slug:key>/anslag/<int:notice_id>/", after_notices.note_notice, name="note-notice"),
    path("<slug:key>/utdrag/", after_extract.extract, name="extract"),
    path("<slug:key>/utdrag/fil/", after_extract.extract_file, name="extract-file"),
    path("<slug:key>/maskning/", after_masking.masking, name="masking"),
]
