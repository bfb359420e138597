from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0004_packs"),
    ]

    operations = [
        sql_file("jobs.certificates", "0013_client_search"),
    ]
