import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0008_edit_together'),
        ('equipment', '0010_labels'),
        ('work', '0007_recall_mails'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_name', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('state', models.TextField(choices=[('open', 'Received'), ('done', 'Done'), ('refused', 'Not possible')], db_default='open')),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, db_default='', verbose_name='answer')),
                ('place', models.TextField(choices=[('on_site', 'At our site'), ('laboratory', 'At your laboratory')], db_default='on_site', verbose_name='where')),
                ('wanted_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('wanted_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('contact', models.TextField(blank=True, db_default='', verbose_name='whom to ask')),
                ('text', models.TextField(blank=True, db_default='', verbose_name='what we should know')),
                ('how_many', models.PositiveIntegerField(verbose_name='instruments')),
                ('submission', models.UUIDField(null=True)),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('job', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.job')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'service_requests',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['company', 'id'], name='idx_service_requests_company'),
                    models.Index(fields=['branch', 'id'], name='idx_service_requests_branch'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('submission__isnull', False)), fields=('user', 'submission', 'branch'), name='service_requests_once'),
                    models.UniqueConstraint(condition=models.Q(('job__isnull', False)), fields=('job',), name='service_requests_job_once'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'refused'])), name='service_requests_state_known'),
                    models.CheckConstraint(condition=models.Q(('place__in', ['on_site', 'laboratory'])), name='service_requests_place_known'),
                    models.CheckConstraint(condition=models.Q(('wanted_to', None), ('wanted_to__gte', models.F('wanted_from')), _connector='OR'), name='service_requests_to_after_from'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ServiceRequestItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_id', models.BigIntegerField()),
                ('branch_id', models.BigIntegerField()),
                ('description', models.TextField()),
                ('equipment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='equipment.equipment')),
                ('request', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='work.servicerequest')),
            ],
            options={
                'db_table': 'service_request_items',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['equipment'], name='idx_request_items_equipment'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('request', 'equipment'), name='service_request_items_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='VisitAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_name', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('state', models.TextField(choices=[('open', 'Received'), ('done', 'Done'), ('refused', 'Not possible')], db_default='open')),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, db_default='', verbose_name='answer')),
                ('starts_at', models.DateTimeField()),
                ('is_confirmed', models.BooleanField()),
                ('wanted_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('wanted_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('text', models.TextField(blank=True, db_default='', verbose_name='what we should know')),
                ('submission', models.UUIDField(null=True)),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('job', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.job')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'visit_answers',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['job', 'id'], name='idx_visit_answers_job'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('submission__isnull', False)), fields=('user', 'submission'), name='visit_answers_once'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'refused'])), name='visit_answers_state_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('is_confirmed', True), ('wanted_from', None), ('wanted_to', None)), models.Q(('is_confirmed', False), models.Q(('wanted_from__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR')), _connector='OR'), name='visit_answers_say_when'),
                    models.CheckConstraint(condition=models.Q(('wanted_to', None), ('wanted_to__gte', models.F('wanted_from')), _connector='OR'), name='visit_answers_to_after_from'),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.UniqueConstraint(fields=('company', 'branch', 'id'), name='service_requests_place_key'),
        ),
        sql_file("jobs.work", "0015_from_clients"),
    ]
