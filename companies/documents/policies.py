from realsync.accounts.permissions import Permission
from realsync.pages.requests import Viewer
from realsync.records.kinds import Kind

# Whoever may create such a record puts its papers there, even where they may not change it.
CREATED_WITH = {
    "company": Permission.COMPANY_CREATE,
    "branch": Permission.COMPANY_CREATE,
    "contact": Permission.COMPANY_CREATE,
}


def may_keep_documents(user: Viewer, kind: Kind) -> bool:
    """Add and change the documents of records of this kind: its editors and its creators."""
    created_with = CREATED_WITH.get(kind.entity)
    return user.may(kind.edit) or (created_with is not None and user.may(created_with))
