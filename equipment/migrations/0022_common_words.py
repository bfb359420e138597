from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0021_place_statistics"),
    ]

    operations = [
        sql_file_instead("equipment", "0021_client_search", of="0019_client_search"),
    ]
