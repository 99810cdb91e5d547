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
            name='ResponseAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('year', models.PositiveSmallIntegerField()),
                ('group', models.CharField(max_length=120)),
                ('survey', models.CharField(max_length=40)),
                ('asked', models.PositiveIntegerField(null=True)),
                ('declined', models.PositiveIntegerField(null=True)),
                ('answered', models.PositiveIntegerField()),
                ('reported', models.BooleanField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='surveys_responseaccount_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('year'), models.F('group'), models.F('survey'), name='response_account_once')],
            },
        ),
    ]
