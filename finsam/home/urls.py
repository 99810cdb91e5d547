"""Addresses of the first pages."""

from django.urls import include, path

from finsam.home import rules_views, seats_views, views

RULES, SEATS = "<slug:slug>/forbundet/regler/", "<slug:slug>/forbundet/uppdrag/"

urlpatterns = [
    path("", views.today, name="today"),
    path("logga-in/", views.sign_in, name="sign_in"),
    path("logga-ut/", views.sign_out, name="sign_out"),
    path("valj-losenord/<str:uid>/<str:token>/", seats_views.choose, name="choose-password"),
    path("<slug:slug>/", views.overview, name="overview"),
    path("<slug:slug>/forbundet/", views.association, name="association"),
    path("<slug:slug>/forbundet/uppgifter/", rules_views.details, name="association-details"),
    path("<slug:slug>/sok/", views.search, name="search"),
    path("<slug:slug>/utskick/", views.mail, name="mail"),
    path("<slug:slug>/utskick/<int:letter>/fil/", views.mail_file, name="mail-file"),
    path(RULES, rules_views.rules, name="rules"),
    path(f"{RULES}majoriteter/ny/", rules_views.majority, name="majority-new"),
    path(f"{RULES}majoriteter/<slug:key>/", rules_views.majority, name="majority"),
    path(f"{RULES}majoriteter/<int:majority>/ta-bort/", rules_views.majority_remove, name="majority-remove"),
    path(f"{RULES}beslutstexter/ny/", rules_views.text_module, name="text-module-new"),
    path(f"{RULES}beslutstexter/<int:module>/", rules_views.text_module, name="text-module"),
    path(f"{RULES}beslutstexter/<int:module>/ta-bort/", rules_views.text_module_remove, name="text-module-remove"),
    path(f"{RULES}aterstall/<int:entry>/", rules_views.rule_restore, name="rule-restore"),
    path(f"{RULES}varde/<int:provision>/ta-bort/", rules_views.rule_remove, name="rule-remove"),
    path(f"{RULES}<slug:key>/", rules_views.rule, name="rule"),
    path(SEATS, seats_views.seats, name="seats"),
    path(f"{SEATS}ny/", seats_views.seat_new, name="seat-new"),
    path(f"{SEATS}turordning/", seats_views.seat_order, name="seat-order"),
    path(f"{SEATS}<int:seat>/person/", seats_views.seat_fill, name="seat-fill"),
    path(f"{SEATS}<int:seat>/lank/", seats_views.seat_invite, name="seat-invite"),
    path(f"{SEATS}<int:seat>/avsluta/", seats_views.seat_end, name="seat-end"),
    path(f"{SEATS}atergang/<int:entry>/", seats_views.seat_resume, name="seat-resume"),
    path("<slug:slug>/insatser/", views.interventions, name="interventions"),
    path("<slug:slug>/insatser/", include("finsam.interventions.urls")),
    path("<slug:slug>/insatser/<slug:key>/", views.intervention, name="intervention"),
]
