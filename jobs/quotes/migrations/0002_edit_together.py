from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('activity', '0003_narrowing'),
        ('locking', '0001_initial'),
        ('quotes', '0001_initial'),
    ]

    operations = [
        sql_file("jobs.quotes", "0007_edit_together"),
    ]
