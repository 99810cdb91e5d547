"""Addresses of planning, agenda and calling."""

from django.urls import path

from finsam.meetings.views import before_absence as absence
from finsam.meetings.views import before_agenda as agenda
from finsam.meetings.views import before_calendar as calendar
from finsam.meetings.views import before_calling as calling
from finsam.meetings.views import before_meeting as meeting
from finsam.meetings.views import before_papers as papers
from finsam.meetings.views import before_planning as planning

AGENDA = "<slug:key>/dagordning/"
ITEM = f"{AGENDA}<int:item>/"
PAPERS = "<slug:key>/handlingar/"

urlpatterns = [
    path("", planning.meetings, name="meetings"),
    path("planera/", planning.meeting_new, name="meeting-new"),
    path("planera-aret/", planning.meeting_year, name="meeting-year"),
    path("kalender/", calendar.meeting_calendar, name="meeting-calendar"),
    path("kalender/<str:token>.ics", calendar.meetings_feed, name="meetings-feed"),
    path("<slug:key>/", meeting.meeting, name="meeting"),
    path("<slug:key>/andra/", planning.meeting_edit, name="meeting-edit"),
    path("<slug:key>/stall-in/", planning.meeting_cancel, name="meeting-cancel"),
    path("<slug:key>/ta-upp/", planning.meeting_resume, name="meeting-resume"),
    path("<slug:key>/mote.ics", calendar.meeting_ics, name="meeting-ics"),
    path("<slug:key>/forhinder/", absence.meeting_absence, name="meeting-absence"),
    path("<slug:key>/forhinder/<str:token>/", absence.absence, name="absence"),
    path("<slug:key>/inkallelse/<str:token>/", absence.summons, name="summons"),
    path(AGENDA, agenda.agenda, name="agenda"),
    path(f"{AGENDA}lagg-till/", agenda.agenda_add, name="agenda-add"),
    path(f"{AGENDA}arende/<int:case>/", agenda.agenda_case, name="agenda-case"),
    path(f"{AGENDA}ordning/", agenda.agenda_order, name="agenda-order"),
    path(f"{AGENDA}aterstall/<int:entry>/", agenda.agenda_restore, name="agenda-restore"),
    path(f"{AGENDA}forsta-paragrafen/", agenda.agenda_number, name="agenda-number"),
    path(ITEM, agenda.agenda_item, name="agenda-item"),
    path(f"{ITEM}bilagor/", agenda.agenda_annex, name="agenda-annex"),
    path(f"{ITEM}bilagor/ordning/", agenda.agenda_annex_order, name="agenda-annex-order"),
    path(f"{ITEM}fil/", agenda.agenda_upload, name="agenda-upload"),
    path("<slug:key>/kallelse/", calling.calling, name="calling"),
    path("<slug:key>/kallelse/forhandsvisning.pdf", calling.calling_preview, name="calling-preview"),
    path(PAPERS, papers.papers, name="papers"),
    path(f"{PAPERS}<int:annex>/", papers.paper, name="paper"),
    path(f"{PAPERS}<int:annex>/fil/", papers.paper_file, name="paper-file"),
]
