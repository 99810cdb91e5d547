"""Addresses of budgets in files."""

from django.urls import path

from finsam.money.views import budget_files

urlpatterns = [path("", budget_files.budget_import, name="budget-import")]
