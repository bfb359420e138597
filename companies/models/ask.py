from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from companies.choices import AskState
from companies.models.branch import Branch
from companies.models.company import Company
from realsync.accounts.models import User


class Ask(models.Model):
    """What a client sent us. They only insert it; what follows is done by the system, which says
    in `answer` what came of it, for the client to read."""

    # Held by composite keys of each table.
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # With the name that they had: no client reads the table of users.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    user_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    state = models.TextField(choices=AskState.choices, db_default=AskState.OPEN.value)
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True, db_default="")

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state == AskState.OPEN

    @property
    def is_done(self) -> bool:
        return self.state == AskState.DONE

    @property
    def is_refused(self) -> bool:
        return self.state == AskState.REFUSED
