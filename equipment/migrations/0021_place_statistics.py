from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0020_retired"),
    ]

    operations = [sql_file("equipment", "0020_place_statistics")]
