from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("lists", "0003_sorted_selections"),
    ]

    operations = [sql_file("realsync.lists", "0003_freshness_marks")]
