import django.contrib.postgres.search
import django.db.models.deletion
import django_rls_tenants.rls.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='RetentionClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('key', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='cases_retentionclass_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('key'), name='retention_class_once')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('diary_number', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('general', 'Allmänt'), ('application', 'Projektansökan'), ('budget', 'Verksamhetsplan och budget'), ('economy', 'Ekonomisk rapport'), ('annual_report', 'Årsredovisning'), ('discharge', 'Ansvarsfrihet'), ('follow_up', 'Redovisning av insats'), ('internal_control', 'Internkontroll'), ('governing', 'Styrdokument'), ('referral', 'Remiss'), ('meeting', 'Sammanträde'), ('staff', 'Personal')], default='general', max_length=20)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('counterpart', models.CharField(blank=True, max_length=200)),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('awaits', models.CharField(blank=True, choices=[('board', 'Styrelsen'), ('preparatory', 'Beredningsgruppen'), ('secretariat', 'Kansliet'), ('audit', 'Revisorerna'), ('team', 'Teamen'), ('owners', 'Projektägarna')], max_length=12)),
                ('awaits_on', models.DateField(blank=True, null=True)),
                ('proposal', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('secret', models.BooleanField(default=False)),
                ('secrecy_ground', models.CharField(blank=True, max_length=120)),
                ('retention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.retentionclass')),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-year', '-number'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='cases_case_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('year'), models.F('number'), name='case_number_once'), models.UniqueConstraint(models.F('association'), models.F('diary_number'), name='case_diary_number_once'), models.CheckConstraint(condition=models.Q(('secret', False), models.Q(('secrecy_ground', ''), _negated=True), _connector='OR'), name='case_secrecy_has_ground')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('content', models.BinaryField()),
                ('text', models.TextField(blank=True)),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='cases_storedfile_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('sha256'), name='stored_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.case')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('direction', models.CharField(choices=[('incoming', 'Inkommen'), ('outgoing', 'Utgående'), ('drawn_up', 'Upprättad')], max_length=10)),
                ('dated_on', models.DateField()),
                ('counterpart', models.CharField(blank=True, max_length=200)),
                ('secret', models.BooleanField(default=False)),
                ('secrecy_ground', models.CharField(blank=True, max_length=120)),
                ('retention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.retentionclass')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.storedfile')),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('registered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registered_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['case', 'number'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='cases_document_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('case'), models.F('number'), name='document_number_once'), models.CheckConstraint(condition=models.Q(('secret', False), models.Q(('secrecy_ground', ''), _negated=True), _connector='OR'), name='document_secrecy_has_ground')],
            },
        ),
        migrations.CreateModel(
            name='ReleaseRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('asked_on', models.DateField()),
                ('asked_for', models.TextField()),
                ('asked_by', models.CharField(blank=True, max_length=200)),
                ('outcome', models.CharField(blank=True, choices=[('released', 'Utlämnat'), ('partly', 'Utlämnat med strykningar'), ('refused', 'Avslag'), ('missing', 'Handlingen finns inte')], max_length=10)),
                ('ground', models.CharField(blank=True, max_length=200)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_on', '-pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='cases_releaserequest_rls', tenant_pk_type='bigint'), models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='release_answer_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['partly', 'refused']), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='release_refusal_has_ground')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='released', to='cases.releaserequest')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='cases.document')),
            ],
            options={
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='cases_releaseddocument_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('request'), models.F('document'), name='released_document_once')],
            },
        ),
        migrations.AddField(
            model_name='ReleaseRequest',
            name='documents',
            field=models.ManyToManyField(blank=True, through='cases.ReleasedDocument', to='cases.document'),
        ),
    ]
