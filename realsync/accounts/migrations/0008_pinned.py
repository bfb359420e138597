import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_list_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="pinned",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), db_default=[], editable=False, size=None
            ),
        ),
    ]
