from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('activity', '0002_timeline'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['actor_id', '-id'], name='idx_activity_log_actor'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['verb', '-id'], name='idx_activity_log_verb'),
        ),
        sql_file("realsync.activity", "0003_staff_notes"),
    ]
