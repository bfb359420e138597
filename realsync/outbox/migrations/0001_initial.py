import django.db.models.functions.datetime
from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("task", models.TextField()),
                ("queue", models.TextField()),
                ("args", models.JSONField()),
                ("company_id", models.BigIntegerField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "available_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), null=True
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(db_default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("error", models.TextField(db_default="")),
            ],
            options={
                "db_table": "outbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["queue", "available_at", "id"],
                        name="idx_outbox_waiting",
                    )
                ],
            },
        ),
        sql_file("realsync.outbox", "0001_outbox"),
    ]
