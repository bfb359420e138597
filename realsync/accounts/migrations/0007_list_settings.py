from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_by_role'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='list_settings',
            field=models.JSONField(db_default={}, editable=False),
        ),
    ]
