"""What reaches the admins' inbox of the house's own machinery."""

from django.utils.translation import gettext_lazy as _

from dashboards.actions.alerts import RAISED
from realsync.inbox.verbs import Told, register_told


def register_history() -> None:
    register_told({RAISED: Told(_("{who} needs an operator: {what}"), icon="circle-alert")})
