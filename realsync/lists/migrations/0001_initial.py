import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.TextField()),
                ('name', models.TextField(verbose_name='name')),
                ('query', models.TextField()),
                ('is_shared', models.BooleanField(db_default=False, verbose_name='shared')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'saved_views',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('is_shared', True)), fields=['listing'], name='idx_saved_views_shared')],
                'constraints': [
                    models.UniqueConstraint(models.F('owner'), models.F('listing'), django.db.models.functions.text.Lower('name'), name='saved_views_name_once'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length('name'), 0), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('name'), 80)), name='saved_views_name_length'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('query'), 2000)), name='saved_views_query_length'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.TextField()),
                ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('size', models.GeneratedField(db_persist=True, expression=models.Func(models.F('ids'), function='cardinality'), output_field=models.IntegerField())),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'list_selections',
                'default_permissions': (),
                'indexes': [models.Index(fields=['created_at'], name='idx_list_selections_age')],
            },
        ),
        sql_file("realsync.lists", "0001_views"),
    ]
