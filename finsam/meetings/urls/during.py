"""Addresses of the meeting while it goes on."""

from django.urls import path

from finsam.meetings.views import during, during_attendance, during_chair, during_items, during_votes, during_writing

LIVE = "<slug:key>/mote/"
ITEM = f"{LIVE}punkt/<int:item>/"
BALLOT = f"{LIVE}votering/<int:ballot>/"

urlpatterns = [
    path(LIVE, during.live, name="meeting-live"),
    path(f"{LIVE}oppna/", during.open_meeting, name="meeting-open"),
    path(f"{LIVE}paus/", during.pause_meeting, name="meeting-pause"),
    path(f"{LIVE}avsluta/", during.end_meeting, name="meeting-end"),
    path(f"{LIVE}ledning/", during.set_officers, name="meeting-officers"),
    path(f"{LIVE}punkt/", during_items.add, name="item-add"),
    path(f"{ITEM}borja/", during_items.begin, name="item-begin"),
    path(f"{ITEM}skriv/", during_writing.write, name="item-write"),
    path(f"{ITEM}ta-upp/", during_items.reopen, name="item-reopen"),
    path(f"{ITEM}justerare/", during_items.elect_adjusters, name="adjusters-elect"),
    path(f"{ITEM}nasta-mote/", during_items.set_next_meeting, name="next-meeting-set"),
    path(f"{ITEM}jav/", during_attendance.conflict, name="conflict-note"),
    path(f"{ITEM}yrkande/", during_votes.motion, name="motion-add"),
    path(f"{ITEM}votering/", during_votes.open_ballot, name="ballot-open"),
    path(f"{ITEM}reservation/", during_votes.reservation, name="reservation-announce"),
    path(f"{LIVE}beslut/<int:decision>/", during_items.detail, name="decision-detail"),
    path(f"{LIVE}narvaro/", during_attendance.attendance, name="meeting-attendance"),
    path(f"{LIVE}narvaro/noterad/", during_attendance.note, name="attendance-note"),
    path(f"{LIVE}narvaro/<int:presence>/", during_attendance.correct, name="attendance-correct"),
    path(f"{LIVE}jav/<int:conflict>/", during_attendance.remove_conflict, name="conflict-remove"),
    path(f"{LIVE}yrkande/<int:motion>/", during_votes.remove_motion, name="motion-remove"),
    path(f"{BALLOT}rosta/", during_votes.vote, name="ballot-vote"),
    path(f"{BALLOT}faststall/", during_votes.settle, name="ballot-settle"),
    path(f"{BALLOT}nollstall/", during_votes.reset, name="ballot-reset"),
    path(f"{BALLOT}ta-bort/", during_votes.remove_ballot, name="ballot-remove"),
    path(f"{LIVE}reservation/<int:reservation>/ta-tillbaka/", during_votes.withdraw_reservation,
         name="reservation-withdraw"),
    path("<slug:key>/ordforande/", during_chair.chair, name="meeting-chair"),
    path("<slug:key>/folj/", during_chair.follow, name="meeting-follow"),
    path("<slug:key>/talarlista/<int:item>/", during_chair.ask, name="speaker-ask"),
    path("<slug:key>/talarlista/<int:speaker>/klar/", during_chair.strike, name="speaker-strike"),
    path("<slug:key>/reservation/<int:item>/", during_chair.reservation, name="reservation"),
]  # fmt: skip
