from django.db import migrations

from realsync.db.sql import sql_file_instead


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0018_unread_notices"),
    ]

    operations = [
        sql_file_instead("companies", "0024_unread_notices", of="0023_unread_notices"),
    ]
