from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0012_asset_number"),
    ]

    operations = [
        migrations.AddField(
            model_name="equipment",
            name="company_name",
            field=models.TextField(db_default="", editable=False),
        ),
        sql_file("equipment", "0014_company_name"),
    ]
