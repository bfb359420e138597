from django.db import models


class NumberSeries(models.Model):
    """The last number of a series on a day of the laboratory; written by `next_number` alone."""

    pk = models.CompositePrimaryKey("series", "day")
    series = models.TextField()
    day = models.DateField()
    last = models.IntegerField()

    class Meta:
        db_table = "number_series"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=1), name="number_series_last_positive"
            )
        ]
