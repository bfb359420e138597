from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("work", "0010_sorts"),
    ]

    operations = [sql_file("jobs.work", "0017_freshness_marks")]
