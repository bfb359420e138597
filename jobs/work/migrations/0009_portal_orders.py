import django.db.models.expressions
import jobs.work.models.job
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0010_portal'),
        ('quotes', '0004_portal_orders'),
        ('work', '0008_from_clients'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='job',
            index=models.Index(models.F('company_id'), models.Case(models.When(status__in=['scheduled', 'in_progress'], then=jobs.work.models.job.Seconds(models.F('starts_at'))), models.When(status__in=['completed', 'invoiced', 'cancelled'], then=django.db.models.expressions.CombinedExpression(models.Value(2000000000000, output_field=models.BigIntegerField()), '-', jobs.work.models.job.Seconds(models.F('created_at')))), default=django.db.models.expressions.CombinedExpression(models.Value(1000000000000, output_field=models.BigIntegerField()), '-', jobs.work.models.job.Seconds(models.F('created_at')))), models.F('id'), name='idx_jobs_company_visits'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(models.F('branch_id'), models.Case(models.When(status__in=['scheduled', 'in_progress'], then=jobs.work.models.job.Seconds(models.F('starts_at'))), models.When(status__in=['completed', 'invoiced', 'cancelled'], then=django.db.models.expressions.CombinedExpression(models.Value(2000000000000, output_field=models.BigIntegerField()), '-', jobs.work.models.job.Seconds(models.F('created_at')))), default=django.db.models.expressions.CombinedExpression(models.Value(1000000000000, output_field=models.BigIntegerField()), '-', jobs.work.models.job.Seconds(models.F('created_at')))), models.F('id'), name='idx_jobs_branch_visits'),
        ),
        sql_file("jobs.work", "0016_stages_of_visit"),
    ]
