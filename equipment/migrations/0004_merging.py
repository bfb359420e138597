from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0004_retiring_merging'),
        ('equipment', '0003_hard_delete'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='calibrationplan',
            index=models.Index(condition=models.Q(('is_active', True)), fields=['service'], name='idx_calibration_plans_service'),
        ),
        sql_file("equipment", "0010_merging"),
    ]
