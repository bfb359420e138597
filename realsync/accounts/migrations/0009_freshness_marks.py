from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("accounts", "0008_pinned"),
    ]

    operations = [sql_file("realsync.accounts", "0006_freshness_marks")]
