from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0014_sorts"),
    ]

    operations = [
        sql_file_instead("equipment", "0016_search_equipment", of="0006_search_equipment"),
    ]
