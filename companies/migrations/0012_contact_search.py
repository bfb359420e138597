from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0011_branch_managers"),
    ]

    operations = [
        sql_file("companies", "0018_contact_search"),
    ]
