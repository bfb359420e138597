import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_second_factor'),
        ('work', '0002_edit_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('held_on', models.DateField(verbose_name='day')),
                ('region', models.TextField(blank=True, db_default='', verbose_name='region')),
                ('name', models.TextField(verbose_name='name')),
            ],
            options={
                'db_table': 'holidays',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('held_on', 'region'), name='holidays_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='holidays_name_given')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('kind', models.TextField(choices=[('leave', 'Leave'), ('sick', 'Sick'), ('training', 'Training'), ('other', 'Other')], db_default='leave', verbose_name='kind')),
                ('note', models.TextField(blank=True, db_default='', verbose_name='note')),
                ('technician', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.namedperson', verbose_name='technician')),
            ],
            options={
                'db_table': 'absences',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('is_active', True)), fields=['last_on', 'id'], name='idx_absences_last')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='absences_last_after_first'), models.CheckConstraint(condition=models.Q(('kind__in', ['leave', 'sick', 'training', 'other'])), name='absences_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.TextField(verbose_name='hash of the token')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.namedperson')),
            ],
            options={
                'db_table': 'calendar_feeds',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('token_hash',), name='calendar_feeds_token_key'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user',), name='calendar_feeds_one_in_use')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.TextField(verbose_name='category')),
                ('technician', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.namedperson', verbose_name='technician')),
            ],
            options={
                'db_table': 'skills',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('technician', 'category'), name='skills_once'), models.CheckConstraint(condition=models.Q(('category', ''), _negated=True), name='skills_category_given')],
            },
        ),
        sql_file("jobs.work", "0007_schedule"),
        sql_file("jobs.work", "0008_schedule_scope"),
    ]
