from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("equipment", "0008_edit_together"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="calibrationplan",
            index=models.Index(
                condition=models.Q(("is_active", True)),
                fields=["next_due_on", "id"],
                name="idx_plans_due",
            ),
        ),
        migrations.AddIndex(
            model_name="calibrationplan",
            index=models.Index(
                condition=models.Q(("is_active", True)),
                fields=["branch_id", "next_due_on", "id"],
                name="idx_plans_branch_due",
            ),
        ),
    ]
