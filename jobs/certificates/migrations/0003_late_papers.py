from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0002_incidents"),
    ]

    operations = [
        sql_file("jobs.certificates", "0010_late_papers"),
    ]
