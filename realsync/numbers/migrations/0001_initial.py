from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "series",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("series", models.TextField()),
                ("day", models.DateField()),
                ("last", models.IntegerField()),
            ],
            options={
                "db_table": "number_series",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", 1)), name="number_series_last_positive"
                    )
                ],
            },
        ),
        sql_file("realsync.numbers", "0001_numbers"),
    ]
