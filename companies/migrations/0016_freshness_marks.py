from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("companies", "0015_ended_mails"),
    ]

    operations = [sql_file("companies", "0021_freshness_marks")]
