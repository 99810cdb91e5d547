import django.db.models.deletion
import django_rls_tenants.rls.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=60)),
                ('purpose', models.TextField(blank=True)),
                ('formed', models.CharField(blank=True, max_length=10)),
                ('seat', models.CharField(blank=True, max_length=80)),
                ('organisation_number', models.CharField(blank=True, max_length=11)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('website', models.URLField(blank=True)),
                ('ledger_dimension', models.CharField(default='6', max_length=4)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SignInAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(db_index=True, max_length=254)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('succeeded', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='E-post')),
                ('name', models.CharField(max_length=120, verbose_name='Namn')),
                ('is_active', models.BooleanField(default=True)),
                ('associations', models.ManyToManyField(blank=True, to='core.association')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('state', 'Staten'), ('region', 'Region'), ('municipality', 'Kommun')], max_length=12)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_member_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('name'), name='member_once')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('name', models.CharField(max_length=60)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_numberseries_rls', tenant_pk_type='bigint'), models.UniqueConstraint(fields=('association', 'name'), name='number_series_once')],
            },
        ),
        migrations.CreateModel(
            name='OrdinancePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_ordinancepoint_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('number'), name='ordinance_point_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 18))), name='ordinance_point_number')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('key', models.CharField(max_length=40)),
                ('value', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['key', 'valid_from'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_provision_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('key'), models.F('valid_from'), name='provision_once')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('body', models.CharField(choices=[('board', 'Styrelsen'), ('preparatory', 'Beredningsgruppen'), ('secretariat', 'Kansliet'), ('audit', 'Revisorerna'), ('team', 'Teamen'), ('owners', 'Projektägarna')], max_length=12)),
                ('role', models.CharField(choices=[('chair', 'ordförande'), ('vice_chair', 'vice ordförande'), ('member', 'ledamot'), ('substitute', 'ersättare'), ('director', 'förbundschef'), ('secretary', 'mötessekreterare'), ('economist', 'ekonom'), ('auditor', 'revisor'), ('coordinator', 'samordnare'), ('preparatory_member', 'ledamot i beredningsgruppen'), ('project_owner', 'projektägare')], max_length=20)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='core.member')),
                ('remark', models.CharField(blank=True, max_length=120)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('call_order', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_seat_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('position'), name='seat_position'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='seat_term')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('kind', models.CharField(choices=[('state', 'Staten'), ('region', 'Region'), ('municipality', 'Kommun')], max_length=12)),
                ('numerator', models.PositiveSmallIntegerField()),
                ('denominator', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_share_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('kind'), models.F('valid_from'), name='share_once'), models.CheckConstraint(condition=models.Q(('denominator__gt', 0)), name='share_denominator')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('action', models.CharField(max_length=60)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('detail', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-at'],
                'abstract': False,
                'indexes': [models.Index(fields=['association', '-at'], name='audit_by_time')],
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_auditentry_rls', tenant_pk_type='bigint')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('to', models.EmailField(max_length=254)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('attachment_name', models.CharField(blank=True, max_length=120)),
                ('attachment_type', models.CharField(blank=True, max_length=80)),
                ('attachment', models.BinaryField(blank=True, default=b'')),
                ('about', models.CharField(blank=True, max_length=80)),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-written_at', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['association', '-written_at'], name='mail_by_time')],
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='core_mail_rls', tenant_pk_type='bigint')],
            },
        ),
    ]
