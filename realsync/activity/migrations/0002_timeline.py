from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('activity', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['entity_type', 'entity_id', '-id'], name='idx_activity_log_entity'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['company_id', '-id'], name='idx_activity_log_company'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['branch_id', '-id'], name='idx_activity_log_branch'),
        ),
        sql_file("realsync.activity", "0002_scope"),
    ]
