from django.db import transaction

from jobs.certificates.models import Certificate
from realsync.accounts.models import User
from realsync.activity.record import record


@transaction.atomic
def log_download(*, certificate: Certificate, by: User) -> None:
    """A paper that leaves the house is a read that matters."""
    record(by=by, verb="certificate.downloaded", entity=certificate)
