"""Addresses where interventions are changed: /<association>/insatser/..."""

from django.urls import path

from finsam.interventions.views import editing

LISTS = {
    "parter": ("parties", "parties"),
    "team": ("team", "team"),
    "styrgrupp": ("steering", "steering"),
    "mal": ("goals", "goals"),
    "finansiarer": ("sources", "sources"),
    "overgang": ("steps", "transition"),
}
"""Each list's word in the address, its name, and what its address is called."""

urlpatterns = [
    path("ny/", editing.intervention_new, name="intervention-new"),
    path("<slug:key>/andra/", editing.intervention_edit, name="intervention-edit"),
]
for word, (name, called) in LISTS.items():
    about = {"name": name}
    urlpatterns += [
        path(f"<slug:key>/{word}/", editing.entries, about, name=f"intervention-{called}"),
        path(f"<slug:key>/{word}/<int:entry>/", editing.entry, about, name=f"intervention-{called}-row"),
    ]
