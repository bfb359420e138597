from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("certificates", "0006_sorts"),
    ]

    operations = [sql_file("jobs.certificates", "0014_freshness_marks")]
