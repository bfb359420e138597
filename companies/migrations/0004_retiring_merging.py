import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0003_hard_delete'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Retirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entity_type', models.TextField()),
                ('entity_id', models.BigIntegerField()),
                ('company_id', models.BigIntegerField(null=True)),
                ('branch_id', models.BigIntegerField(null=True)),
                ('retired', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('restored_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'retirements',
                'default_permissions': (),
                'indexes': [
                    models.Index(condition=models.Q(('restored_at', None)), fields=['entity_type', 'entity_id'], name='idx_retirements_record'),
                ],
            },
        ),
        migrations.AddField(
            model_name='merge',
            name='part_of',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='companies.merge'),
        ),
        migrations.AddIndex(
            model_name='merge',
            index=models.Index(condition=models.Q(('part_of', None), _negated=True), fields=['part_of'], name='idx_merges_parts'),
        ),
        migrations.AddField(
            model_name='retirement',
            name='by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        sql_file("companies", "0011_retiring_merging"),
    ]
