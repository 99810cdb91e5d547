"""Addresses of budgets in files."""

from django.urls import path

from finsam.money.views import budget_files

urlpatterns = [
    path("", budget_files.budget_import, name="budget-import"),
    path("<int:year>/<int:version>.<str:ending>", budget_files.budget_file, name="budget-file"),
]
