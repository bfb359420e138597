from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("tasks", "0004_search"),
    ]

    operations = [sql_file("tasks", "0005_freshness_marks")]
