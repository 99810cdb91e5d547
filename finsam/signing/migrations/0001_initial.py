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
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('fingerprint', models.CharField(max_length=64)),
                ('certificate', models.BinaryField()),
                ('chain', models.JSONField(default=list)),
                ('key', models.BinaryField(blank=True, default=b'')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('valid_until', models.DateTimeField()),
            ],
            options={
                'ordering': ['-made_at'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='signing_certificate_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('fingerprint'), name='certificate_once')],
            },
        ),
        migrations.CreateModel(
            name='Signing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('about', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('content_hash', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('open', 'väntar på godkännande'), ('declined', 'tillbakaskickat'), ('fallen', 'ändrat efter godkännande'), ('sealed', 'förseglat')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='signing_signing_rls', tenant_pk_type='bigint'), models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'sealed'])), fields=('association', 'about'), name='signing_one_alive')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('signing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.signing')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.storedfile')),
                ('sha256', models.CharField(max_length=64)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.certificate')),
                ('sealed_at', models.DateTimeField()),
                ('timestamped_by', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='signing_seal_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('signing'), name='seal_one_a_round'), models.UniqueConstraint(models.F('association'), models.F('sha256'), name='seal_once')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('signing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='signing.signing')),
                ('order', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(max_length=80)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('method', models.CharField(blank=True, max_length=120)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='signing_approval_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('signing'), models.F('person'), models.F('role'), name='approval_once'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('content_hash', '')), models.Q(('approved_at__isnull', False), models.Q(('content_hash', ''), _negated=True)), _connector='OR'), name='approval_has_hash')],
            },
        ),
    ]
