from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0007_freshness_marks"),
    ]

    operations = [
        sql_file_instead("jobs.certificates", "0015_searches", of="0013_client_search"),
    ]
