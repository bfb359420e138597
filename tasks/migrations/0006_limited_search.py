from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0005_freshness_marks"),
    ]

    operations = [
        sql_file_instead("tasks", "0006_search", of="0004_search"),
    ]
