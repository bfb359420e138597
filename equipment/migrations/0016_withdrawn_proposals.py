from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0015_search_equipment"),
    ]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.TextField(
                choices=[
                    ("open", "Waiting for our answer"),
                    ("accepted", "Accepted"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                db_default="open",
                verbose_name="state",
            ),
        ),
        migrations.RemoveConstraint(model_name="proposal", name="proposals_state_known"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "declined", "withdrawn"])),
                name="proposals_state_known",
            ),
        ),
        sql_file("equipment", "0017_withdrawn_proposals"),
    ]
