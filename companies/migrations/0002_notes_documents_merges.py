import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='branch',
            name='merged_into',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch'),
        ),
        migrations.AddField(
            model_name='company',
            name='merged_into',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company'),
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('entity_type', models.TextField(editable=False)),
                ('entity_id', models.BigIntegerField(editable=False)),
                ('audience', models.TextField(choices=[('staff', 'Staff'), ('client', 'Staff and clients')], db_default='staff')),
                ('title', models.TextField(verbose_name='title')),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
            ],
            options={
                'db_table': 'documents',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['entity_type', 'entity_id', '-id'], name='idx_documents_record'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='documents_title_given'),
                    models.CheckConstraint(condition=models.Q(('audience__in', ['staff', 'client'])), name='documents_audience_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.TextField(choices=[('staff', 'Staff'), ('client', 'Staff and clients')], db_default='staff', editable=False)),
                ('number', models.PositiveIntegerField()),
                ('file', models.FileField(max_length=200, upload_to='')),
                ('name', models.TextField()),
                ('content_type', models.TextField()),
                ('size_bytes', models.BigIntegerField()),
                ('sha256', models.TextField()),
                ('preview', models.FileField(blank=True, db_default='', max_length=200, upload_to='')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='companies.document')),
                ('uploaded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'document_versions',
                'default_permissions': (),
                'constraints': [
                    models.UniqueConstraint(fields=('document', 'number'), name='document_versions_number_once'),
                    models.CheckConstraint(condition=models.Q(('size_bytes__gt', 0)), name='document_versions_not_empty'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entity_type', models.TextField()),
                ('kept_id', models.BigIntegerField()),
                ('merged_id', models.BigIntegerField()),
                ('company_id', models.BigIntegerField(null=True)),
                ('branch_id', models.BigIntegerField(null=True)),
                ('moved', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'merges',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['entity_type', 'kept_id'], name='idx_merges_kept'),
                    models.Index(fields=['entity_type', 'merged_id'], name='idx_merges_merged'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(db_default=True)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('entity_type', models.TextField(editable=False)),
                ('entity_id', models.BigIntegerField(editable=False)),
                ('audience', models.TextField(choices=[('staff', 'Staff'), ('client', 'Staff and clients')], db_default='staff')),
                ('kind', models.TextField(choices=[('note', 'Note'), ('call', 'Call'), ('visit', 'Visit'), ('mail', 'Mail')], db_default='note', verbose_name='kind')),
                ('text', models.TextField(verbose_name='text')),
                ('is_pinned', models.BooleanField(db_default=False, verbose_name='pinned')),
                ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], editable=False, size=None)),
                ('author', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('branch', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
            ],
            options={
                'db_table': 'notes',
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['entity_type', 'entity_id', '-is_pinned', '-id'], name='idx_notes_record'),
                    models.Index(fields=['company_id', '-id'], name='idx_notes_company'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='notes_text_given'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['note', 'call', 'visit', 'mail'])), name='notes_kind_known'),
                    models.CheckConstraint(condition=models.Q(('audience__in', ['staff', 'client'])), name='notes_audience_known'),
                ],
            },
        ),
        sql_file("companies", "0007_versions"),
        sql_file("companies", "0008_links"),
        sql_file("companies", "0009_links_scope"),
    ]
