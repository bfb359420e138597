from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0015_due_figures"),
    ]

    operations = [sql_file("jobs.work", "0021_due_figures_plan")]
