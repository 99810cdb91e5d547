"""Ledgers' files become rows of their own, and the budget's amounts belong to decided versions."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Move, association by association: the wall between them holds in migrations too."""
    for association in apps.get_model("core", "Association").objects.all():
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('rls.current_tenant', %s, true)", [str(association.pk)])
        _move_files(apps, association.pk)
        _move_amounts(apps, association.pk)
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rls.current_tenant', '', true)")


def _move_files(apps: Apps, association: int) -> None:
    files = apps.get_model("money", "LedgerFile").objects
    for ledger in apps.get_model("money", "Ledger").objects.filter(association_id=association):
        file = files.create(
            association_id=association,
            year=ledger.year,
            sie_type=ledger.sie_type,
            file_name=ledger.file_name,
            content=ledger.content,
            sha256=ledger.sha256,
            covers_to=ledger.ends_on,
        )
        file.applied_at = file.uploaded_at
        file.save()
        ledger.file, ledger.covers_to = file, ledger.ends_on
        ledger.save()
        apps.get_model("money", "Voucher").objects.filter(ledger=ledger).update(file=file)


def _move_amounts(apps: Apps, association: int) -> None:
    amounts = apps.get_model("money", "BudgetAmount").objects.filter(association_id=association)
    budgets = apps.get_model("money", "Budget").objects
    budget = None
    for year in sorted(set(amounts.values_list("year", flat=True))):
        if budget is None or year > budget.year + 2:
            budget = budgets.create(association_id=association, year=year, state="decided")
        amounts.filter(year=year).update(budget=budget)


class Migration(migrations.Migration):
    dependencies = [("money", "0002_ledger_files_and_budget_versions")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
