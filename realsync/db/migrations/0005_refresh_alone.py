from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("db", "0004_freshness_marks")]

    operations = [sql_file("realsync.db", "0007_refresh_alone")]
