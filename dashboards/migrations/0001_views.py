from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0005_second_factor'),
        ('companies', '0008_edit_together'),
        ('db', '0002_view_health'),
        ('equipment', '0008_edit_together'),
        ('quotes', '0001_initial'),
        ('tasks', '0001_initial'),
        ('work', '0003_schedule'),
    ]

    operations = [
        sql_file("dashboards", "0001_views"),
    ]
