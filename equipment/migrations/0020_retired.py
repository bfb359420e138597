from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("equipment", "0019_company_codes"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="equipment",
            index=Index(
                fields=["branch_id", "id"],
                name="idx_equipment_branch_retired",
                condition=Q(is_active=False),
            ),
        ),
    ]
