from companies.models.branch import Branch
from companies.models.company import Company
from companies.models.contact import Contact
from companies.models.grant import BranchGrant, CompanyGrant

__all__ = ["Branch", "BranchGrant", "Company", "CompanyGrant", "Contact"]
