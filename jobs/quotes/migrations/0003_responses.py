import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0008_edit_together'),
        ('quotes', '0002_edit_together'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QuoteResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_name', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('state', models.TextField(choices=[('open', 'Received'), ('done', 'Done'), ('refused', 'Not possible')], db_default='open')),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, db_default='', verbose_name='answer')),
                ('is_accepted', models.BooleanField()),
                ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], size=None)),
                ('purchase_order', models.TextField(blank=True, db_default='', verbose_name='purchase order')),
                ('reason', models.TextField(blank=True, db_default='', verbose_name='reason')),
                ('job_id', models.BigIntegerField(null=True)),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('quote', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'quote_responses',
                'default_permissions': (),
                'indexes': [models.Index(fields=['quote', 'id'], name='idx_quote_responses_quote')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('quote',), name='quote_responses_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'refused'])), name='quote_responses_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('is_accepted', True), ('reason', ''), models.Q(('lines', []), _negated=True)), models.Q(('is_accepted', False), ('lines', []), ('purchase_order', ''), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='quote_responses_whole')],
            },
        ),
        sql_file("jobs.quotes", "0008_responses"),
    ]
