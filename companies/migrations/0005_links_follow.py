from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0004_retiring_merging'),
    ]

    operations = [
        sql_file("companies", "0012_links_follow"),
    ]
