import datetime

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("equipment", "0013_company_name"),
    ]

    operations = [
        sql_file("equipment", "0015_company_names"),
        AddIndexConcurrently(
            model_name="equipment",
            index=models.Index(fields=["description", "id"], name="idx_equipment_description"),
        ),
        AddIndexConcurrently(
            model_name="equipment",
            index=models.Index(
                fields=["company_id", "description", "id"], name="idx_equipment_company_words"
            ),
        ),
        AddIndexConcurrently(
            model_name="equipment",
            index=models.Index(fields=["company_name", "id"], name="idx_equipment_company_name"),
        ),
        AddIndexConcurrently(
            model_name="equipment",
            index=models.Index(
                models.Case(
                    models.When(
                        last_calibrated_on=None, then=models.Value(datetime.date(1, 1, 1))
                    ),
                    default=models.F("last_calibrated_on"),
                ),
                models.F("id"),
                name="idx_equipment_calibrated",
            ),
        ),
        AddIndexConcurrently(
            model_name="service",
            index=models.Index(fields=["category", "id"], name="idx_services_category"),
        ),
        AddIndexConcurrently(
            model_name="service",
            index=models.Index(fields=["base_price", "id"], name="idx_services_price"),
        ),
    ]
