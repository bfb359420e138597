from companies.grants import client_scope
from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.record import record
from realsync.db.scope import open_scope


def switch_company(*, by: User, company_id: int) -> None:
    """From now on `by` sees this company. Raises Company.DoesNotExist if it is not theirs.

    In a scope of its own: the entry is filed under the company that was chosen, not under
    the one that was shown until now.
    """
    by.active_company_id = company_id
    scope = client_scope(by)
    if by.role != Role.COMPANY_MANAGER or scope.company_id != company_id:
        raise Company.DoesNotExist
    with open_scope(scope):
        record(by=by, verb="account.company_switched", entity=Company(pk=company_id))
