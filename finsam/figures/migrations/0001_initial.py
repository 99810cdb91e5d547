import django.db.models.deletion
import django_rls_tenants.rls.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DisclosureRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('valid_from', models.DateField()),
                ('minimum', models.PositiveSmallIntegerField()),
                ('hides_zero', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='figures_disclosurerule_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('valid_from'), name='disclosure_rule_once')],
            },
        ),
    ]
