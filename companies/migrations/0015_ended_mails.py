import django.contrib.postgres.fields
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0014_withdrawn_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="ended",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=[],
                editable=False,
                size=None,
                verbose_name="mails that they ended",
            ),
        ),
        sql_file("companies", "0020_ended_mails"),
    ]
