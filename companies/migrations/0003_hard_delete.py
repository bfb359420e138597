from django.db import migrations

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('activity', '0002_timeline'),
        ('companies', '0002_notes_documents_merges'),
    ]

    operations = [
        sql_file("companies", "0010_hard_delete"),
    ]
