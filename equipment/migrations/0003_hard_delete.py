from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0003_hard_delete'),
        ('equipment', '0002_merges'),
    ]

    operations = [
        sql_file("equipment", "0009_hard_delete"),
    ]
