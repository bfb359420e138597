from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0011_freshness_marks"),
    ]

    operations = [
        sql_file("jobs.work", "0018_technicians_search"),
    ]
