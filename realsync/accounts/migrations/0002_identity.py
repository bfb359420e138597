from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    """After allauth's tables: the login roles are granted what signing in needs."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        sql_file("realsync.accounts", "0001_cache"),
        sql_file("realsync.accounts", "0002_identity"),
    ]
