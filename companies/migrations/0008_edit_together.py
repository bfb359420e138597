from django.db import migrations
from django.db.migrations.operations import RunSQL


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0007_merged_into"),
        ("locking", "0001_initial"),
    ]

    operations = [
        RunSQL(
            "SELECT edit_together('company', 'companies', true)",
            "SELECT edit_apart('company')",
        ),
        RunSQL(
            "SELECT edit_together('branch', 'branches', true)",
            "SELECT edit_apart('branch')",
        ),
    ]
