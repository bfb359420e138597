from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0005_bench"),
    ]

    operations = [
        sql_file("jobs.work", "0013_usable_standards"),
    ]
