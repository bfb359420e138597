from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("watch", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="sample",
            name="opened",
            field=models.IntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="sample",
            name="kept",
            field=models.IntegerField(db_default=0),
        ),
    ]
