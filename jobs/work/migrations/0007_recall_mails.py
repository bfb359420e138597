import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0009_unsubscribing'),
        ('equipment', '0010_labels'),
        ('work', '0006_usable_standards'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecallMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(verbose_name='name')),
                ('email', models.TextField(verbose_name='e-mail address')),
                ('made_on', models.DateField(verbose_name='day')),
                ('stage', models.PositiveSmallIntegerField(verbose_name='stage, days')),
                ('instruments', models.PositiveIntegerField(verbose_name='instruments')),
                ('state', models.TextField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Not delivered')], db_default='waiting', verbose_name='state')),
                ('error', models.TextField(blank=True, db_default='', verbose_name='what went wrong')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='written')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='settled')),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contact')),
            ],
            options={
                'db_table': 'recall_mails',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['created_at', 'id'], name='idx_recall_mails_list'),
                    models.Index(fields=['company', 'created_at', 'id'], name='idx_recall_mails_company'),
                    models.Index(fields=['branch', 'created_at', 'id'], name='idx_recall_mails_branch'),
                    models.Index(condition=models.Q(('state', 'sent'), _negated=True), fields=['state', 'created_at', 'id'], name='idx_recall_mails_not_sent'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('contact', 'branch', 'made_on'), name='recall_mails_once_a_day'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'failed'])), name='recall_mails_state_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecallItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_id', models.BigIntegerField()),
                ('branch_id', models.BigIntegerField()),
                ('contact_id', models.BigIntegerField()),
                ('due_on', models.DateField(verbose_name='due')),
                ('stage', models.PositiveSmallIntegerField(verbose_name='stage, days')),
                ('equipment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='equipment.equipment')),
                ('mail', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='work.recallmail')),
            ],
            options={
                'db_table': 'recall_items',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['mail', 'due_on', 'id'], name='idx_recall_items_mail'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('equipment', 'contact_id', 'due_on', 'stage'), name='recall_items_once'),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name='recallmail',
            constraint=models.UniqueConstraint(fields=('company', 'branch', 'id'), name='recall_mails_place_key'),
        ),
        sql_file("jobs.work", "0014_recall_scope"),
    ]
