from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0017_grants"),
    ]

    operations = [sql_file("companies", "0023_unread_notices")]
