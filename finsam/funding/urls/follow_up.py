"""Addresses: follow-up reports and action points."""

from django.urls import path

from finsam.funding.views import action_points, progress, report_template

urlpatterns = [
    path("", progress.progress_reports, name="progress-reports"),
    path("mall/", report_template.report_template, name="report-template"),
    path("avvikelser/", action_points.action_points, name="action-points"),
    path("avvikelser/ny/", action_points.action_point_new, name="action-point-new"),
    path("avvikelser/<int:pk>/", action_points.action_point, name="action-point"),
    path("avvikelser/<int:pk>/andra/", action_points.action_point_change, name="action-point-change"),
    path("avvikelser/<int:pk>/klar/", action_points.action_point_done, name="action-point-done"),
    path("avvikelser/<int:pk>/bedom/", action_points.action_point_verify, name="action-point-verify"),
    path("<int:pk>/", progress.progress_report, name="progress-report"),
    path("<int:pk>/lamna-tillbaka/", progress.progress_return, name="progress-return"),
    path("<int:pk>/godkann/", progress.progress_approve, name="progress-approve"),
]
