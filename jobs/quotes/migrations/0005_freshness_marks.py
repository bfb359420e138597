from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("quotes", "0004_portal_orders"),
    ]

    operations = [sql_file("jobs.quotes", "0009_freshness_marks")]
