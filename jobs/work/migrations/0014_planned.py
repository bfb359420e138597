from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q

DONE = ["completed", "invoiced", "cancelled"]


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("work", "0013_granted_jobs"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="jobitem",
            index=Index(
                fields=["plan"],
                name="idx_job_items_planned",
                condition=Q(plan__isnull=False),
                include=["job", "is_active"],
            ),
        ),
        RemoveIndexConcurrently(model_name="jobitem", name="idx_job_items_plan"),
        AddIndexConcurrently(
            model_name="job",
            index=Index(
                fields=["id"],
                name="idx_jobs_open_id",
                condition=Q(("status__in", DONE), _negated=True),
            ),
        ),
    ]
