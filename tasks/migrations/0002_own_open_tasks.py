from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("status__in", ["pending", "in_progress"])),
                fields=["assignee_id", "due_on", "id"],
                name="idx_tasks_assigned_due",
            ),
        ),
    ]
