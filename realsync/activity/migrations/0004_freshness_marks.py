from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("activity", "0003_narrowing"),
    ]

    operations = [sql_file("realsync.activity", "0004_freshness_marks")]
