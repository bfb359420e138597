from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0016_freshness_marks"),
    ]

    operations = [sql_file("companies", "0022_grants")]
