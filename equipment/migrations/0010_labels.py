import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('equipment', '0009_due_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='EquipmentLabel',
            fields=[
                ('equipment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='label', serialize=False, to='equipment.equipment')),
                ('token', models.TextField(verbose_name='token')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'db_table': 'equipment_labels',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('token',), name='equipment_labels_token_key')],
            },
        ),
        sql_file("equipment", "0012_labels"),
    ]
