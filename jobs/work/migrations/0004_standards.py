import django.db.models.functions.datetime
import realsync.db.codes
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0003_technicians_list'),
    ]

    operations = [
        sql_file("jobs.work", "0009_standards"),
        migrations.AddField(
            model_name='skill',
            name='valid_until',
            field=models.DateField(blank=True, null=True, verbose_name='valid until'),
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('code', models.TextField(db_default=realsync.db.codes.NextCode('STD-', 'standard_codes', 4), verbose_name='code')),
                ('name', models.TextField(verbose_name='name')),
                ('manufacturer', models.TextField(blank=True, db_default='', verbose_name='manufacturer')),
                ('model', models.TextField(blank=True, db_default='', verbose_name='model')),
                ('serial', models.TextField(blank=True, db_default='', verbose_name='serial number')),
                ('category', models.TextField(blank=True, db_default='', verbose_name='category')),
                ('certificate_number', models.TextField(blank=True, db_default='', verbose_name='certificate number')),
                ('traceability', models.TextField(blank=True, db_default='', verbose_name='traceability')),
                ('calibrated_on', models.DateField(verbose_name='calibrated')),
                ('due_on', models.DateField(verbose_name='due')),
                ('last_good_on', models.DateField(blank=True, null=True, verbose_name='last found within limits')),
                ('status', models.TextField(choices=[('in_service', 'In service'), ('failed', 'Failed')], db_default='in_service', editable=False, verbose_name='status')),
                ('failed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='failed')),
                ('failure', models.TextField(blank=True, db_default='', editable=False, verbose_name='what failed')),
            ],
            options={
                'db_table': 'standards',
                'default_permissions': (),
                'indexes': [models.Index(fields=['due_on', 'id'], name='idx_standards_due')],
                'constraints': [models.UniqueConstraint(fields=('code',), name='standards_code_key'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='standards_name_given'), models.CheckConstraint(condition=models.Q(('status__in', ['in_service', 'failed'])), name='standards_status_known'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('calibrated_on'))), name='standards_due_after_calibrated'), models.CheckConstraint(condition=models.Q(('last_good_on', None), ('last_good_on__lte', models.F('calibrated_on')), _connector='OR'), name='standards_good_by_calibration'), models.CheckConstraint(condition=models.Q(models.Q(('failed_on__isnull', False), ('status', 'failed'), models.Q(('failure', ''), _negated=True)), models.Q(('failed_on', None), ('failure', ''), ('status', 'in_service')), _connector='OR'), name='standards_failed_with_reason')],
            },
        ),
        sql_file("jobs.work", "0010_standards_scope"),
    ]
