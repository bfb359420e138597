from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0003_purge'),
        ('inbox', '0001_initial'),
    ]

    operations = [
        sql_file("dashboards", "0004_alerts"),
    ]
