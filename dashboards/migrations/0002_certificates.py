from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0001_views'),
        ('certificates', '0001_initial'),
    ]

    operations = [
        sql_file("dashboards", "0002_certificates"),
    ]
