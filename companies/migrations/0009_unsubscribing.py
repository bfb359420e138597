import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0008_edit_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnsubscribeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.TextField(choices=[('recall', 'Recall notices'), ('certificate', 'Certificates'), ('billing', 'Billing'), ('site', 'Site access')])),
                ('token', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.contact')),
            ],
            options={
                'db_table': 'unsubscribe_links',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('contact', 'purpose'), name='unsubscribe_links_once'), models.UniqueConstraint(fields=('token',), name='unsubscribe_links_token_key'), models.CheckConstraint(condition=models.Q(('purpose__in', ['recall', 'certificate', 'billing', 'site'])), name='unsubscribe_links_purpose_known')],
            },
        ),
        sql_file("companies", "0014_unsubscribing"),
    ]
