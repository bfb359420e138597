from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0023_place_marks"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="calibrationplan", name="idx_plans_branch_due"),
        migrations.RemoveIndex(model_name="calibrationplan", name="idx_plans_due"),
        migrations.AddIndex(
            model_name="calibrationplan",
            index=models.Index(
                condition=models.Q(("is_active", True)),
                fields=["next_due_on", "id"],
                include=("branch",),
                name="idx_plans_due_at",
            ),
        ),
    ]
