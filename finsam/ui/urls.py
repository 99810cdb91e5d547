"""Address of the gallery."""

from django.urls import path

from finsam.ui import views

app_name = "ui"
urlpatterns = [path("_ui/", views.gallery, name="gallery"), path("_ui/tal/", views.figure, name="figure")]
