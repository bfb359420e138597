import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0008_edit_together'),
        ('equipment', '0010_labels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField(choices=[('moved', 'Moved'), ('scrapped', 'Scrapped'), ('corrected', 'Correction'), ('new', 'New instrument')], verbose_name='kind')),
                ('changes', models.JSONField(default=dict, verbose_name='changes')),
                ('moved_to', models.TextField(blank=True, db_default='', verbose_name='where to')),
                ('reason', models.TextField(blank=True, db_default='', verbose_name='reason')),
                ('author_name', models.TextField(verbose_name='proposed by')),
                ('form_key', models.UUIDField()),
                ('state', models.TextField(choices=[('open', 'Waiting for our answer'), ('accepted', 'Accepted'), ('declined', 'Declined')], db_default='open', verbose_name='state')),
                ('answer', models.TextField(blank=True, db_default='', verbose_name='answer')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='proposed')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('equipment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='equipment.equipment')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'proposals',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['id'], name='idx_proposals_open'), models.Index(fields=['company_id', 'id'], name='idx_proposals_company'), models.Index(fields=['branch_id', 'id'], name='idx_proposals_branch'), models.Index(condition=models.Q(('equipment__isnull', False)), fields=['equipment_id', 'id'], name='idx_proposals_equipment')],
                'constraints': [models.UniqueConstraint(fields=('user', 'form_key'), name='proposals_sent_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['moved', 'scrapped', 'corrected', 'new'])), name='proposals_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('equipment', None), ('kind', 'new')), models.Q(models.Q(('kind', 'new'), _negated=True), ('equipment__isnull', False)), _connector='OR'), name='proposals_about_an_instrument'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined'])), name='proposals_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='proposals_settled_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='proposals_declined_with_reason')],
            },
        ),
        sql_file("equipment", "0013_proposals"),
    ]
