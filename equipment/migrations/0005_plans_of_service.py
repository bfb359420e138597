import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0004_retiring_merging'),
        ('equipment', '0004_merging'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='calibrationplan',
            name='idx_calibration_plans_service',
        ),
        migrations.AddIndex(
            model_name='calibrationplan',
            index=models.Index(models.F('service_id'), models.Case(models.When(next_due_on=None, then=models.Value(datetime.date(9999, 12, 31))), default=models.F('next_due_on')), models.F('id'), condition=models.Q(('is_active', True)), name='idx_plans_service_due'),
        ),
    ]
