from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models.user import User


class Invitation(models.Model):
    """The link with which somebody opens their account: once, until it expires.

    Only its hash is stored. A person who has accepted has no row any more.
    """

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="invitation"
    )
    token_hash = models.TextField(_("hash of the token"))
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "invitations"
        constraints = [
            # Whom a link belongs to. Used by actions.invitation.find_invitation().
            models.UniqueConstraint(fields=["token_hash"], name="invitations_token_key"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()
