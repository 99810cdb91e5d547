"""Addresses that need no sign-in: notice board and public minutes."""

from django.urls import path

from finsam.meetings.views import public

urlpatterns = [
    path("", public.notice_board, name="notice-board"),
    path("<slug:key>/", public.public_minutes, name="public-minutes"),
]
