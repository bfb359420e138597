from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("db", "0005_refresh_alone")]

    operations = [sql_file("realsync.db", "0008_hit_rank_inlined")]
