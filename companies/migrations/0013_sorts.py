from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # While people work: nobody waits for an index to be built.
    atomic = False
    dependencies = [
        ("companies", "0012_contact_search"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="company",
            index=models.Index(fields=["name", "id"], name="idx_companies_name"),
        ),
        AddIndexConcurrently(
            model_name="branch",
            index=models.Index(fields=["city", "id"], name="idx_branches_city"),
        ),
        AddIndexConcurrently(
            model_name="document",
            index=models.Index(
                fields=["company_id", "id"],
                name="idx_documents_company",
                condition=models.Q(("audience", "client"), ("is_active", True)),
            ),
        ),
    ]
