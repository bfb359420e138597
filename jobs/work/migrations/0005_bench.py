import django.db.models.deletion
import django.db.models.functions.datetime
import jobs.work.models.number
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_second_factor'),
        ('companies', '0008_edit_together'),
        ('equipment', '0009_due_plans'),
        ('work', '0004_standards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BenchItem',
            fields=[
                ('company_id', models.BigIntegerField(editable=False)),
                ('branch_id', models.BigIntegerField(editable=False)),
                ('technician_id', models.BigIntegerField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('item', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='bench', serialize=False, to='work.jobitem')),
                ('presence', models.TextField(choices=[('expected', 'Expected'), ('presented', 'Presented'), ('not_presented', 'Not presented')], db_default='expected', verbose_name='presence')),
                ('is_added_on_site', models.BooleanField(db_default=False, verbose_name='added on site')),
                ('condition', models.TextField(blank=True, db_default='', verbose_name='condition')),
                ('is_adjusted', models.BooleanField(db_default=False, verbose_name='adjusted')),
                ('performed_on', models.DateField(blank=True, null=True, verbose_name='performed')),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'bench_items',
                'default_permissions': (),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('presence__in', ['expected', 'presented', 'not_presented'])), name='bench_items_presence_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BenchSheet',
            fields=[
                ('company_id', models.BigIntegerField(editable=False)),
                ('branch_id', models.BigIntegerField(editable=False)),
                ('technician_id', models.BigIntegerField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('job', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='sheet', serialize=False, to='work.job')),
                ('decision_rule', models.TextField(choices=[('simple', 'Simple acceptance'), ('guard_band', 'Guard band (w = U)'), ('non_binary', 'Non-binary (w = U)')], verbose_name='decision rule')),
                ('temperature_c', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='temperature')),
                ('humidity_percent', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='relative humidity')),
                ('signed_name', models.TextField(blank=True, db_default='', verbose_name='signed by')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed')),
                ('signature', models.TextField(blank=True, db_default='', verbose_name='signature')),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'bench_sheets',
                'default_permissions': (),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('decision_rule__in', ['simple', 'guard_band', 'non_binary'])), name='bench_sheets_rule_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('signature', ''), ('signed_at', None), ('signed_name', '')), models.Q(('signed_at__isnull', False), models.Q(('signed_name', ''), _negated=True), models.Q(('signature', ''), _negated=True)), _connector='OR'), name='bench_sheets_signed_whole'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_id', models.BigIntegerField(editable=False)),
                ('branch_id', models.BigIntegerField(editable=False)),
                ('technician_id', models.BigIntegerField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('quantity', models.TextField(verbose_name='quantity')),
                ('nominal', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='nominal value')),
                ('unit', models.TextField(blank=True, db_default='', verbose_name='unit')),
                ('lower_limit', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='lower limit')),
                ('upper_limit', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='upper limit')),
                ('as_found', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='as found')),
                ('as_left', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='as left')),
                ('expanded_uncertainty', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='expanded uncertainty')),
                ('coverage_factor', jobs.work.models.number.ExactNumber(blank=True, null=True, verbose_name='coverage factor')),
                ('verdict_found', models.TextField(blank=True, choices=[('pass', 'Pass'), ('conditional_pass', 'Conditional pass'), ('conditional_fail', 'Conditional fail'), ('fail', 'Fail')], db_default='', verbose_name='verdict as found')),
                ('verdict', models.TextField(blank=True, choices=[('pass', 'Pass'), ('conditional_pass', 'Conditional pass'), ('conditional_fail', 'Conditional fail'), ('fail', 'Fail')], db_default='', verbose_name='verdict')),
                ('recorded_at', models.DateTimeField(editable=False, null=True, verbose_name='recorded')),
            ],
            options={
                'db_table': 'measurements',
                'default_permissions': (),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('quantity', ''), _negated=True), name='measurements_quantity_given'),
                    models.CheckConstraint(condition=models.Q(('lower_limit__lte', models.F('upper_limit'))), name='measurements_limits_in_order'),
                    models.CheckConstraint(condition=models.Q(('expanded_uncertainty__gte', 0)), name='measurements_uncertainty_not_negative'),
                    models.CheckConstraint(condition=models.Q(('coverage_factor__gt', 0)), name='measurements_factor_positive'),
                    models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'pass', 'conditional_pass', 'conditional_fail', 'fail']), ('verdict_found__in', ['', 'pass', 'conditional_pass', 'conditional_fail', 'fail'])), name='measurements_verdict_known'),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name='jobitem',
            constraint=models.UniqueConstraint(fields=('company', 'branch', 'job', 'id'), name='job_items_place_key'),
        ),
        migrations.AddField(
            model_name='benchitem',
            name='job',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='work.job'),
        ),
        migrations.AddField(
            model_name='benchitem',
            name='standard',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.standard', verbose_name='standard'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='measurements', to='work.jobitem'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='job',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='work.job'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.namedperson', verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='standard',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.standard', verbose_name='standard'),
        ),
        migrations.AddIndex(
            model_name='benchitem',
            index=models.Index(condition=models.Q(('standard__isnull', False)), fields=['standard'], name='idx_bench_items_standard'),
        ),
        migrations.AddIndex(
            model_name='measurement',
            index=models.Index(condition=models.Q(('standard__isnull', False)), fields=['standard'], name='idx_measurements_standard'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.UniqueConstraint(fields=('item', 'position'), name='measurements_once'),
        ),
        sql_file("jobs.work", "0011_bench"),
        sql_file("jobs.work", "0012_bench_scope"),
    ]
