import django.db.models.expressions
import tasks.models.task
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

PRIORITY_KEY = django.db.models.expressions.CombinedExpression(
    tasks.models.task.Days(models.F("due_on")),
    "+",
    models.Case(
        models.When(priority="urgent", then=models.Value(0)),
        models.When(priority="high", then=models.Value(10_000_000)),
        models.When(priority="normal", then=models.Value(20_000_000)),
        models.When(priority="low", then=models.Value(30_000_000)),
        output_field=models.IntegerField(),
    ),
)


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("tasks", "0002_own_open_tasks"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="task",
            index=models.Index(
                PRIORITY_KEY,
                models.F("id"),
                condition=models.Q(("status__in", ["pending", "in_progress"])),
                name="idx_tasks_open_priority",
            ),
        ),
        AddIndexConcurrently(
            model_name="task",
            index=models.Index(PRIORITY_KEY, models.F("id"), name="idx_tasks_priority"),
        ),
    ]
