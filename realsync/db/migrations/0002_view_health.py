from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('db', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ViewHealth',
            fields=[
                ('name', models.TextField(primary_key=True, serialize=False)),
                ('refreshed_at', models.DateTimeField(null=True)),
                ('duration_ms', models.FloatField(null=True)),
                ('rows', models.BigIntegerField(null=True)),
                ('error', models.TextField(db_default='')),
                ('failed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'view_health',
                'default_permissions': (),
            },
        ),
        sql_file("realsync.db", "0004_view_health"),
    ]
