from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_idempotency'),
    ]

    operations = [
        sql_file("realsync.outbox", "0003_operators"),
    ]
