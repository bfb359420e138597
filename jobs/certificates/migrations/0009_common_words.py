from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0008_searches"),
    ]

    operations = [
        sql_file_instead("jobs.certificates", "0016_searches", of="0015_searches"),
    ]
