from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("work", "0009_portal_orders"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="standard",
            index=models.Index(fields=["name", "id"], name="idx_standards_name"),
        ),
    ]
