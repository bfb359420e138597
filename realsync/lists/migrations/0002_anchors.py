import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("lists", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='Anchors',
            fields=[
                ('digest', models.TextField(primary_key=True, serialize=False)),
                ('scope_key', models.TextField()),
                ('page', models.TextField()),
                ('query', models.TextField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.JSONField(), size=None)),
                ('total', models.BigIntegerField()),
                ('built_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'list_anchors',
                'default_permissions': (),
            },
        ),
        sql_file("realsync.lists", "0002_anchors"),
    ]
