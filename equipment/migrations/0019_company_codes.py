from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("equipment", "0018_limited_search"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="equipment",
            index=models.Index(fields=["company_id", "code"], name="idx_equipment_company_code"),
        ),
    ]
