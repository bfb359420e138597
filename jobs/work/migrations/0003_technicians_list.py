from django.db import migrations, models

from realsync.db.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0003_schedule"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                fields=["technician_id", "number", "id"], name="idx_jobs_technician"
            ),
        ),
        sql_file("jobs.work", "0008_technicians_list"),
    ]
