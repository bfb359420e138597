from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0014_planned"),
        ("equipment", "0020_retired"),
    ]

    operations = [sql_file("jobs.work", "0020_due_figures")]
