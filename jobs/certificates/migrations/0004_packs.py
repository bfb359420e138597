import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0003_late_papers'),
        ('companies', '0008_edit_together'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditPack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('held_on', models.DateField(verbose_name='in force on')),
                ('fingerprint', models.TextField()),
                ('state', models.TextField(choices=[('open', 'Being made'), ('done', 'Ready'), ('refused', 'Not made')], db_default='open', verbose_name='state')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='asked for')),
                ('certificate_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], size=None)),
                ('packed', models.PositiveIntegerField(db_default=0)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None)),
                ('is_planned', models.BooleanField(db_default=False)),
                ('gaps', models.PositiveIntegerField(db_default=0, verbose_name='gaps')),
                ('file', models.TextField(db_default='')),
                ('size_bytes', models.PositiveBigIntegerField(db_default=0, verbose_name='size')),
                ('sha256', models.TextField(db_default='')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='ready')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='kept until')),
                ('answer', models.TextField(db_default='')),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'audit_packs',
                'default_permissions': (),
                'indexes': [models.Index(fields=['company_id', 'id'], name='idx_audit_packs_company'), models.Index(condition=models.Q(('file', ''), _negated=True), fields=['expires_at'], name='idx_audit_packs_kept')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('company', 'branch', 'branch_ids', 'held_on', 'fingerprint'), name='audit_packs_made_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'refused'])), name='audit_packs_state_known'), models.CheckConstraint(condition=models.Q(('branch_ids__len__gt', 0)), name='audit_packs_of_branches'), models.CheckConstraint(condition=models.Q(('branch', None), ('branch_ids__0', models.F('branch_id')), _connector='OR'), name='audit_packs_branch_chosen'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='audit_packs_settled_whole')],
            },
        ),
        sql_file("jobs.certificates", "0011_packs"),
        sql_file("jobs.certificates", "0012_kept_validities"),
    ]
