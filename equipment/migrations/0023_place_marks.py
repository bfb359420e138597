from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0022_common_words"),
    ]

    operations = [sql_file("equipment", "0022_place_marks")]
