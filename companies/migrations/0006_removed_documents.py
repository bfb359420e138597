from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0005_links_follow'),
    ]

    operations = [
        sql_file("companies", "0013_removed_documents"),
    ]
