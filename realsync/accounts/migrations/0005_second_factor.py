from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    """After allauth's tables of second factors."""

    dependencies = [
        ("accounts", "0004_sessions"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        sql_file("realsync.accounts", "0005_second_factor"),
    ]
