"""Addresses of the funding, by place: /<association>/..."""

from django.urls import include, path

urlpatterns = [
    path("projektagare/<slug:key>/uppfoljning/", include("finsam.funding.urls.owner_reports")),
    path("projektagare/<slug:key>/rekvisitioner/", include("finsam.funding.urls.owner_claims")),
    path("projektagare/<slug:key>/", include("finsam.funding.urls.owner")),
    path("ansokningar/", include("finsam.funding.urls.applications")),
    path("ansokningar/", include("finsam.funding.urls.assessment")),
    path("avtal/", include("finsam.funding.urls.agreements")),
    path("uppfoljning/", include("finsam.funding.urls.follow_up")),
    path("rekvisitioner/", include("finsam.funding.urls.claims")),
    path("folj-kronan/", include("finsam.funding.urls.krona")),
    path("oppna-data/", include("finsam.funding.urls.open_data")),
    path("", include("finsam.funding.urls.apply")),
]
