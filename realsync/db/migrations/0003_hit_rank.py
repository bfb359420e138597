from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0002_view_health"),
    ]

    operations = [
        sql_file("realsync.db", "0005_hit_rank"),
    ]
