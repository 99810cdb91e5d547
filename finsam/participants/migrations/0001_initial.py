import django.db.models.deletion
import django_rls_tenants.rls.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('interventions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='interventions.intervention')),
                ('title', models.CharField(max_length=160)),
                ('date_from', models.DateField()),
                ('date_to', models.DateField()),
                ('volume_registered', models.BooleanField()),
                ('attendees', models.PositiveIntegerField()),
                ('organisations', models.CharField(blank=True, max_length=300)),
                ('organiser', models.CharField(blank=True, max_length=200)),
                ('total_cost_ore', models.BigIntegerField(null=True)),
                ('own_cost_ore', models.BigIntegerField(null=True)),
                ('own_share_rule', models.CharField(blank=True, max_length=120)),
                ('ledger_object', models.CharField(blank=True, max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'indexes': [models.Index(fields=['association', 'date_from'], name='activity_by_date')],
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='participants_activity_rls', tenant_pk_type='bigint')],
            },
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('field', models.CharField(choices=[('referrer', 'Aktualiserad av'), ('outcome', 'Resultat')], max_length=8)),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='interventions.intervention')),
                ('code', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=120)),
                ('part', models.CharField(blank=True, max_length=120)),
                ('counts_as_step_forward', models.BooleanField(null=True)),
                ('exit_class', models.CharField(blank=True, choices=[('work_study_jobseeking', 'Arbete, studier eller aktivt arbetssökande'), ('continued_rehabilitation', 'Fortsatt rehabilitering'), ('sick', 'Allvarligt försämrad hälsa'), ('other', 'Övrigt: föräldraledighet, flytt, avbrott eller utan mätning')], max_length=24)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='participants_code_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('intervention'), models.F('field'), models.F('code'), name='code_once')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.association')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='interventions.intervention')),
                ('kind', models.CharField(choices=[('personal', 'Med personuppgifter'), ('anonymous', 'Anonymt (skyddad identitet)'), ('volume', 'Volym (bara antal)')], max_length=9)),
                ('count', models.PositiveIntegerField(default=1)),
                ('started', models.DateField()),
                ('ended', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(choices=[('woman', 'Kvinnor'), ('man', 'Män'), ('unknown', 'Okänt')], max_length=7)),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('municipality', models.CharField(blank=True, max_length=60)),
                ('referrer', models.CharField(blank=True, max_length=60)),
                ('outcome', models.CharField(blank=True, max_length=60)),
                ('outcome_2', models.CharField(blank=True, max_length=60)),
                ('steps_forward', models.BooleanField(blank=True, null=True)),
                ('support_years', models.CharField(blank=True, choices=[('none', 'Ingen'), ('under 1', 'Under 1 år'), ('1-2', '1–2 år'), ('3-5', '3–5 år'), ('6+', '6 år eller mer')], max_length=8)),
                ('education', models.CharField(blank=True, choices=[('less_than_compulsory', 'Ej fullgjord grundskola'), ('compulsory', 'Grundskola'), ('upper_secondary', 'Gymnasium'), ('post_secondary', 'Eftergymnasial')], max_length=20)),
                ('position', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'indexes': [models.Index(fields=['association', 'started', 'ended'], name='registration_period')],
                'constraints': [django_rls_tenants.rls.constraints.RLSConstraint(field='association', name='participants_registration_rls', tenant_pk_type='bigint'), models.UniqueConstraint(models.F('association'), models.F('position'), name='registration_position'), models.CheckConstraint(condition=models.Q(('count', 1), ('kind', 'volume'), _connector='OR'), name='registration_one_each'), models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('ended__gte', models.F('started')), _connector='OR'), name='registration_order')],
            },
        ),
    ]
