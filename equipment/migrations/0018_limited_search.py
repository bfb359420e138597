from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0017_freshness_marks"),
    ]

    operations = [
        sql_file_instead("equipment", "0019_client_search", of="0007_client_search"),
    ]
