"""Addresses of minutes, adjustment, notices and extracts."""

from django.urls import path

from finsam.meetings.views import after_masking, after_minutes, after_notices

urlpatterns = [
    path("<slug:key>/protokoll/", after_minutes.minutes, name="minutes"),
    path("<slug:key>/anslag/", after_notices.notices, name="notices"),
    path("<slug:key>/anslag/satt-upp/", after_notices.put_up_own, name="put-up-own"),
    path("<slug:key>/anslag/skicka/", after_notices.announce, name="announce"),
    path("<slug:key>/anslag/<int:notice_id>/", after_notices.note_notice, name="note-notice"),
    path("<slug:key>/maskning/", after_masking.masking, name="masking"),
]
