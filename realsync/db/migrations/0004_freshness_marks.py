from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("db", "0003_hit_rank")]

    operations = [sql_file("realsync.db", "0006_freshness_marks")]
