from django.db import migrations

from realsync.db.sql import sql_file, sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0017_planned"),
    ]

    operations = [
        sql_file("jobs.work", "0025_plans_of_visits"),
        sql_file_instead("jobs.work", "0026_due_branches", of="0024_due_branches"),
    ]
