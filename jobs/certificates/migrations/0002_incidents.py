import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import realsync.db.codes
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_second_factor'),
        ('certificates', '0001_initial'),
        ('companies', '0008_edit_together'),
        ('equipment', '0010_labels'),
        ('work', '0006_usable_standards'),
    ]

    operations = [
        sql_file("jobs.certificates", "0008_incident_codes"),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('code', models.TextField(db_default=realsync.db.codes.NextCode('INC-', 'incident_codes', 4), verbose_name='code')),
                ('since', models.DateField(editable=False, null=True, verbose_name='since')),
                ('reason', models.TextField(verbose_name='what was found')),
                ('status', models.TextField(choices=[('open', 'Open'), ('closed', 'Closed')], db_default='open', editable=False, verbose_name='status')),
                ('notice', models.TextField(verbose_name='notice to clients')),
                ('conclusion', models.TextField(blank=True, db_default='', editable=False, verbose_name='conclusion')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed')),
                ('standard', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='work.standard', verbose_name='standard')),
            ],
            options={
                'db_table': 'incidents',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['standard', 'id'], name='idx_incidents_standard'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('code',), name='incidents_code_key'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed'])), name='incidents_status_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('notice', ''), _negated=True)), name='incidents_content_given'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('conclusion', ''), ('status', 'open')), models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='incidents_closed_with_conclusion'),
                    models.CheckConstraint(condition=models.Q(('is_active', True)), name='incidents_not_retired'),
                ],
            },
        ),
        migrations.CreateModel(
            name='IncidentCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_id', models.BigIntegerField()),
                ('branch_id', models.BigIntegerField()),
                ('job_id', models.BigIntegerField()),
                ('technician_id', models.BigIntegerField(null=True)),
                ('performed_on', models.DateField()),
                ('certificate', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.incident')),
            ],
            options={
                'db_table': 'incident_certificates',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['incident', 'performed_on', 'id'], name='idx_incident_papers_list'),
                    models.Index(fields=['incident', 'company_id', 'performed_on', 'id'], name='idx_incident_papers_company'),
                    models.Index(fields=['technician_id'], name='idx_incident_papers_technician'),
                    models.Index(fields=['certificate'], name='idx_incident_papers_of'),
                ],
            },
        ),
        migrations.CreateModel(
            name='IncidentClient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificates', models.PositiveIntegerField(verbose_name='certificates')),
                ('told_at', models.DateTimeField(null=True, verbose_name='told')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='settled')),
                ('settlement', models.TextField(blank=True, db_default='', verbose_name='what came of it')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='certificates.incident')),
                ('told_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.namedperson')),
            ],
            options={
                'db_table': 'incident_clients',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['incident', 'certificates', 'id'], name='idx_incident_clients_list'),
                    models.Index(fields=['company'], name='idx_incident_clients_company'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('incident', 'company'), name='incident_clients_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settlement', '')), models.Q(('settled_at__isnull', False), models.Q(('settlement', ''), _negated=True)), _connector='OR'), name='incident_clients_settled_with_words'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Validity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_id', models.BigIntegerField()),
                ('branch_id', models.BigIntegerField()),
                ('job_id', models.BigIntegerField()),
                ('technician_id', models.BigIntegerField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('certificate', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='validity', to='certificates.certificate')),
                ('equipment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='equipment.equipment')),
                ('service', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='equipment.service')),
            ],
            options={
                'db_table': 'validities',
                'default_permissions': (),
            },
        ),
        sql_file("jobs.certificates", "0007_validities"),
        sql_file("jobs.certificates", "0009_incidents"),
    ]
