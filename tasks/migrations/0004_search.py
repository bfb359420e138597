from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0003_sorts"),
    ]

    operations = [
        sql_file("tasks", "0004_search"),
    ]
