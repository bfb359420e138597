import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0005_second_factor'),
        ('companies', '0008_edit_together'),
        ('equipment', '0008_edit_together'),
        ('activity', '0003_narrowing'),
        ('locking', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('title', models.TextField(verbose_name='title')),
                ('text', models.TextField(blank=True, db_default='', verbose_name='text')),
                ('status', models.TextField(choices=[('pending', 'To do'), ('in_progress', 'In progress'), ('completed', 'Completed'), ('cancelled', 'Cancelled')], db_default='pending', verbose_name='status')),
                ('priority', models.TextField(choices=[('low', 'Low'), ('normal', 'Normal'), ('high', 'High'), ('urgent', 'Urgent')], db_default='normal', verbose_name='priority')),
                ('due_on', models.DateField(verbose_name='due')),
                ('snoozed_until', models.DateField(blank=True, null=True, verbose_name='put off until')),
                ('entity_type', models.TextField(editable=False, null=True)),
                ('entity_id', models.BigIntegerField(editable=False, null=True)),
                ('is_system_generated', models.BooleanField(db_default=False, editable=False, verbose_name='made by itself')),
                ('completed_at', models.DateTimeField(editable=False, null=True, verbose_name='completed')),
                ('assignee', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.namedperson', verbose_name='assigned to')),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('created_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.namedperson')),
            ],
            options={
                'db_table': 'tasks',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('status__in', ('pending', 'in_progress'))), fields=['assignee_id', 'status', 'due_on', 'id'], name='idx_tasks_assigned_pending'), models.Index(condition=models.Q(('status__in', ('pending', 'in_progress'))), fields=['due_on', 'id'], name='idx_tasks_active'), models.Index(fields=['due_on', 'id'], name='idx_tasks_due'), models.Index(fields=['assignee_id', 'due_on', 'id'], name='idx_tasks_assignee_due'), models.Index(condition=models.Q(('entity_id__isnull', False)), fields=['entity_type', 'entity_id', 'due_on', 'id'], name='idx_tasks_record'), models.Index(condition=models.Q(('company__isnull', False)), fields=['company_id', 'due_on', 'id'], name='idx_tasks_company'), models.Index(condition=models.Q(('branch__isnull', False)), fields=['branch_id', 'due_on', 'id'], name='idx_tasks_branch')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='tasks_title_given'), models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'in_progress', 'completed', 'cancelled'])), name='tasks_status_known'), models.CheckConstraint(condition=models.Q(('priority__in', ['low', 'normal', 'high', 'urgent'])), name='tasks_priority_known'), models.CheckConstraint(condition=models.Q(models.Q(('entity_id', None), ('entity_type', None)), models.Q(('entity_id__isnull', False), ('entity_type__isnull', False)), _connector='OR'), name='tasks_link_whole'), models.CheckConstraint(condition=models.Q(models.Q(('completed_at__isnull', False), ('status', 'completed')), models.Q(models.Q(('status', 'completed'), _negated=True), ('completed_at', None)), _connector='OR'), name='tasks_completed_at_known')],
            },
        ),
        sql_file("tasks", "0001_keys"),
        sql_file("tasks", "0002_moves"),
        sql_file("tasks", "0003_scope"),
        RunSQL("SELECT edit_together('task', 'tasks', true)", "SELECT edit_apart('task')"),
    ]
