import django.contrib.postgres.fields
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
            name='Intervention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('key', models.SlugField(max_length=60)),
                ('title', models.CharField(max_length=160)),
                ('direction', models.CharField(choices=[('individual', 'Individinriktad'), ('structural', 'Strukturövergripande')], max_length=12)),
                ('pool', models.SlugField(blank=True, max_length=60)),
                ('ledger_objects', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('position', models.PositiveSmallIntegerField()),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('partners', models.TextField(blank=True)),
                ('owner', models.TextField(blank=True)),
                ('funder', models.TextField(blank=True)),
                ('form', models.TextField(blank=True)),
                ('purpose', models.TextField(blank=True)),
                ('target_group', models.TextField(blank=True)),
                ('goal', models.TextField(blank=True)),
                ('fulfilment', models.CharField(blank=True, max_length=60)),
                ('remarks', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('owner_number', models.CharField(blank=True, max_length=11)),
                ('transition', models.TextField(blank=True)),
                ('locked_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_intervention_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('key'), name='intervention_once')],
            },
        ),
        migrations.CreateModel(
            name='FundingSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funding_sources', to='interventions.intervention')),
                ('year', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('amount_ore', models.BigIntegerField()),
            ],
            options={
                'ordering': ['year', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_fundingsource_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('intervention'), models.F('year'), models.F('name'), name='funding_source_once'), models.CheckConstraint(condition=models.Q(('amount_ore__gte', 0)), name='funding_source_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='InterventionGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='interventions.intervention')),
                ('text', models.CharField(max_length=300)),
                ('measure', models.CharField(blank=True, max_length=200)),
                ('target', models.CharField(blank=True, max_length=60)),
                ('figure', models.CharField(blank=True, max_length=120)),
                ('at_least', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('partly_from', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_interventiongoal_rls', tenant_pk_type='bigint')],
            },
        ),
        migrations.CreateModel(
            name='InterventionParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='interventions.intervention')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.member')),
                ('name', models.CharField(max_length=160)),
                ('part', models.CharField(blank=True, max_length=160)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_interventionparty_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('intervention'), models.F('name'), name='intervention_party_once')],
            },
        ),
        migrations.CreateModel(
            name='SteeringPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steering', to='interventions.intervention')),
                ('organisation', models.CharField(max_length=160)),
                ('function', models.CharField(blank=True, max_length=120)),
                ('is_chair', models.BooleanField(default=False)),
                ('is_co_opted', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_steeringplace_rls', tenant_pk_type='bigint')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='interventions.intervention')),
                ('year', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('participants', models.PositiveIntegerField()),
                ('volume_registered', models.BooleanField()),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_target_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('year'), models.F('intervention'), name='target_once')],
            },
        ),
        migrations.CreateModel(
            name='TeamPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='interventions.intervention')),
                ('role', models.CharField(max_length=120)),
                ('employer', models.CharField(blank=True, max_length=160)),
                ('percent', models.PositiveSmallIntegerField()),
                ('funded', models.BooleanField(default=True)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('vacant_since', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_teampost_rls', tenant_pk_type='bigint'), models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='team_post_percent')],
            },
        ),
        migrations.CreateModel(
            name='TransitionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transition_steps', to='interventions.intervention')),
                ('year', models.PositiveSmallIntegerField()),
                ('party', models.CharField(max_length=160)),
                ('percent', models.PositiveSmallIntegerField()),
                ('remark', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['year', 'pk'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='interventions_transitionstep_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('intervention'), models.F('year'), models.F('party'), name='transition_step_once'), models.CheckConstraint(condition=models.Q(('percent__range', (0, 100))), name='transition_step_percent')],
            },
        ),
    ]
