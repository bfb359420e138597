"""What rows have in common that stand at a company, or at one of its branches."""

from django.db import models

from companies.models.branch import Branch
from companies.models.company import Company


class Placed(models.Model):
    """A row without a branch is the whole company's: its company managers see it.

    That the branch is the company's own, a composite key says.
    """

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, editable=False, related_name="+", db_index=False
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip

    class Meta:
        abstract = True
