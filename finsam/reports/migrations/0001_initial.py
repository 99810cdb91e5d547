import django.db.models.deletion
import django_rls_tenants.rls.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('core', '0001_initial'),
        ('core', '__first__'),
        ('meetings', '0001_initial'),
        ('signing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('kind', models.CharField(choices=[('annual-report', 'Årsredovisning'), ('annual-accounts', 'Årsbokslut'), ('half-year-accounts', 'Delårsbokslut'), ('economic-report', 'Ekonomisk rapport')], max_length=24)),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField(default=12)),
                ('text', models.TextField(blank=True)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-year', '-month'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='reports_report_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('kind'), models.F('year'), models.F('month'), name='report_once'), models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='report_month')],
            },
        ),
        migrations.CreateModel(
            name='SealedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='reports.report')),
                ('signing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.signing')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('decided_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.item')),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
            ],
            options={
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='reports_sealedreport_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('signing'), name='sealed_report_one_a_round'), models.UniqueConstraint(condition=models.Q(('sealed_at__isnull', False)), fields=('association', 'report'), name='report_sealed_once'), models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('sealed_at', None)), models.Q(('document__isnull', False), ('sealed_at__isnull', False)), _connector='OR'), name='sealed_report_has_document')],
            },
        ),
        migrations.CreateModel(
            name='SentReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='reports.report')),
                ('version', models.PositiveSmallIntegerField()),
                ('to', models.CharField(max_length=200)),
                ('sent_on', models.DateField()),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_hash', models.CharField(max_length=64)),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.meeting')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='reports_sentreport_rls', tenant_pk_type='bigint'), models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='sent_report_to_somebody')],
            },
        ),
    ]
