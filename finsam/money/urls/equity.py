"""Addresses of equity, liquidity and scenario."""

from django.urls import path

from finsam.money.views import equity

urlpatterns = [
    path("", equity.equity, name="equity"),
    path("regel/", equity.equity_rule, name="equity-rule"),
    path("regel/<int:rule>/ta-bort/", equity.equity_rule_remove, name="equity-rule-remove"),
    path("prova/", equity.scenario, name="scenario"),
]
