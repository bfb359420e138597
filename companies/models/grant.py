from django.db import models
from guardian.models import UserObjectPermissionBase

from companies.models.branch import Branch
from companies.models.company import Company


class CompanyGrant(UserObjectPermissionBase):
    """A company manager's right to act for a company (django-guardian, direct foreign key)."""

    content_object = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="grants")
    # A copy kept by trigger: the switcher names companies before any scope is open.
    company_name = models.TextField(db_default="", editable=False)

    class Meta(UserObjectPermissionBase.Meta):
        db_table = "company_grants"


class BranchGrant(UserObjectPermissionBase):
    """A branch manager's right to act for one branch (django-guardian, direct foreign key)."""

    content_object = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="grants")
    # Filled by trigger: the scope of a branch manager is found without reading branches.
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", editable=False, null=True
    )

    class Meta(UserObjectPermissionBase.Meta):
        db_table = "branch_grants"
