from django.db import migrations
from django.db.migrations.operations import RunSQL


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0007_merged_into"),
        ("locking", "0001_initial"),
    ]

    operations = [
        RunSQL(
            "SELECT edit_together('equipment', 'equipment', true)",
            "SELECT edit_apart('equipment')",
        ),
        RunSQL(
            "SELECT edit_together('service', 'services', false)",
            "SELECT edit_apart('service')",
        ),
    ]
