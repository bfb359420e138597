import django.db.models.functions.datetime
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('db', '0002_view_health'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('name', models.TextField(primary_key=True, serialize=False)),
                ('said', models.TextField()),
                ('raised_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('task_id', models.BigIntegerField()),
            ],
            options={
                'db_table': 'alerts',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('taken_at', models.DateTimeField(primary_key=True, serialize=False)),
                ('requests', models.IntegerField()),
                ('failed', models.IntegerField()),
                ('p95_ms', models.FloatField(null=True)),
                ('live', models.IntegerField()),
                ('connections', models.IntegerField()),
                ('outbox', models.IntegerField()),
                ('totals', models.JSONField()),
            ],
            options={
                'db_table': 'operations_samples',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Sign',
            fields=[
                ('name', models.TextField(primary_key=True, serialize=False)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'signs_of_life',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Failure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField()),
                ('place', models.TextField()),
                ('doing', models.TextField()),
                ('times', models.BigIntegerField(db_default=1)),
                ('first_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('last_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('request_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'failures',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'place', 'doing'), name='failures_once')],
            },
        ),
        sql_file("realsync.watch", "0001_watch"),
    ]
