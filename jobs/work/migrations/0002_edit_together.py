from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0001_initial"),
        ("locking", "0001_initial"),
    ]

    operations = [
        sql_file("jobs.work", "0006_edit_together"),
    ]
