from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0011_proposals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="equipment",
            index=models.Index(
                fields=["asset_number", "company_id", "id"], name="idx_equipment_asset_number"
            ),
        ),
    ]
