from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("certificates", "0005_client_search"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="certificate",
            index=models.Index(
                fields=["company_id", "performed_on", "id"], name="idx_certificates_company_date"
            ),
        ),
        AddIndexConcurrently(
            model_name="certificate",
            index=models.Index(
                fields=["branch_id", "performed_on", "id"], name="idx_certificates_branch_date"
            ),
        ),
    ]
