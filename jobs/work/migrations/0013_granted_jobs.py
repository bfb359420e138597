from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0012_technicians_search"),
    ]

    operations = [sql_file("jobs.work", "0019_granted_jobs")]
