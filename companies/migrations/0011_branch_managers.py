from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0010_portal'),
        ('accounts', '0006_by_role'),
    ]

    operations = [
        sql_file("companies", "0017_branch_managers"),
    ]
