import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
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
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_id', models.BigIntegerField(null=True)),
                ('branch_id', models.BigIntegerField(null=True)),
                ('scope_key', models.TextField()),
                ('page', models.TextField()),
                ('title', models.TextField(verbose_name='list')),
                ('query', models.TextField()),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('format', models.TextField(choices=[('csv', 'CSV'), ('xlsx', 'Excel')], verbose_name='format')),
                ('filters', models.TextField(db_default='', verbose_name='filters')),
                ('fingerprint', models.TextField()),
                ('state', models.TextField(choices=[('open', 'Being made'), ('done', 'Ready'), ('refused', 'Not made'), ('cancelled', 'Cancelled')], db_default='open', verbose_name='state')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='asked for')),
                ('total', models.PositiveIntegerField(null=True)),
                ('rows', models.PositiveIntegerField(db_default=0, verbose_name='rows')),
                ('position', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None)),
                ('checksum', models.BigIntegerField(db_default=0)),
                ('length', models.BigIntegerField(db_default=0)),
                ('file', models.TextField(db_default='')),
                ('size_bytes', models.PositiveBigIntegerField(db_default=0, verbose_name='size')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='ready')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='kept until')),
                ('answer', models.TextField(db_default='')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'exports',
                'default_permissions': (),
                'indexes': [models.Index(fields=['user_id', 'id'], name='idx_exports_user'), models.Index(condition=models.Q(('file', ''), _negated=True), fields=['expires_at'], name='idx_exports_kept')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('user', 'fingerprint'), name='exports_made_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'refused', 'cancelled'])), name='exports_state_known'), models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx'])), name='exports_format_known'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='exports_settled_whole')],
            },
        ),
        sql_file("realsync.exports", "0001_exports"),
    ]
