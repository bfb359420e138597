from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0013_sorts"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="withdrawn_at",
            field=models.DateTimeField(null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="notice",
            name="withdrawn_for",
            field=models.TextField(
                blank=True, db_default="", verbose_name="why it was withdrawn"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), ("withdrawn_for", ""))
                | models.Q(("withdrawn_at__isnull", False))
                & models.Q(("withdrawn_for", ""), _negated=True),
                name="notices_withdrawn_with_reason",
            ),
        ),
        sql_file("companies", "0019_withdrawn_notices"),
    ]
