from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0019_company_codes"),
    ]

    operations = [sql_file("equipment", "0020_place_statistics")]
