"""What moved is taken away, and what took its place is required."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("money", "0003_move_files_and_amounts")]

    operations = [
        migrations.RemoveField(
            model_name='ledger',
            name='content',
        ),
        migrations.RemoveField(
            model_name='ledger',
            name='file_name',
        ),
        migrations.RemoveField(
            model_name='ledger',
            name='sha256',
        ),
        migrations.RemoveField(
            model_name='ledger',
            name='sie_type',
        ),
        migrations.AlterField(
            model_name="ledger",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.ledgerfile"
            ),
        ),
        migrations.AlterField(
            model_name="voucher",
            name="file",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.ledgerfile"
            ),
        ),
        migrations.AlterField(
            model_name="budgetamount",
            name="budget",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="amounts", to="money.budget"
            ),
        ),
    ]
