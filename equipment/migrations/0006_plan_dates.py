from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('equipment', '0005_plans_of_service'),
    ]

    operations = [
        sql_file("equipment", "0011_plan_dates"),
    ]
