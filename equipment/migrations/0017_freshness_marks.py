from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("db", "0004_freshness_marks"),
        ("equipment", "0016_withdrawn_proposals"),
    ]

    operations = [sql_file("equipment", "0018_freshness_marks")]
