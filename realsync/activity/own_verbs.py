"""What happens to accounts, in words: those apps lie below this one and cannot register."""

from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.activity.subjects import Subject, register_subject
from realsync.activity.verbs import Group, Verb, register_verbs

SENTENCES = {
    "access.refused": _("{who} was refused a page"),
    "account.changed": _("{who} changed an account"),
    "account.profile_changed": _("{who} changed their profile"),
    "account.deactivated": _("{who} deactivated an account"),
    "account.reactivated": _("{who} reactivated an account"),
    "account.invited": _("{who} invited somebody"),
    "account.invited_again": _("{who} invited somebody again"),
    "account.invitation_withdrawn": _("{who} withdrew an invitation"),
    "account.invitation_accepted": _("{who} accepted an invitation"),
    "account.second_factor_removed": _("{who} removed a second factor"),
    "account.signed_out": _("{who} signed an account out"),
    "account.signed_out_elsewhere": _("{who} signed out elsewhere"),
    "account.viewed_as": _("{who} began to view as somebody else"),
    "account.viewing_ended": _("{who} stopped viewing as somebody else"),
}


def register_own() -> None:
    register_verbs({name: Verb(text, Group.ACCOUNTS) for name, text in SENTENCES.items()})
    register_subject(Subject("user", User, _("Account"), Permission.SYSTEM_MANAGE))
