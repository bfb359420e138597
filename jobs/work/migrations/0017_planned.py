from django.db import migrations

from realsync.db.sql import sql_file, sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0016_due_figures_plan"),
        ("quotes", "0005_freshness_marks"),
    ]

    operations = [
        sql_file("jobs.work", "0022_planned"),
        sql_file_instead("jobs.work", "0023_due_figures", of="0020_due_figures"),
        sql_file("jobs.work", "0024_due_branches"),
    ]
