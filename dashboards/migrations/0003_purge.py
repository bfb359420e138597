from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0002_certificates'),
        ('accounts', '0006_by_role'),
        ('watch', '0001_initial'),
        ('work', '0007_recall_mails'),
    ]

    operations = [
        sql_file("dashboards", "0003_purge"),
    ]
