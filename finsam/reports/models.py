"""Tables of the reports."""

from django.db import models

from finsam.core.tenancy import TenantModel


class ReportKind(models.TextChoices):
    """What a report is."""

    ANNUAL_REPORT = "annual-report", "Årsredovisning"


class Report(TenantModel):
    """A report for a year. Without sections of its own it follows the shipped outline."""

    kind = models.CharField(max_length=24, choices=ReportKind)
    year = models.PositiveSmallIntegerField()
    text = models.TextField()  # Markdown in which figures stand by name
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        ordering = ["-year"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("association", "kind", "year", name="report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"
