from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArrangingConfig(AppConfig):
    name = "realsync.arranging"
    label = "arranging"

    def ready(self) -> None:
        from realsync.accounts.permissions import Permission
        from realsync.activity.subjects import Subject, register_subject
        from realsync.activity.verbs import Group, Verb, register_verbs
        from realsync.lists.models import SavedView

        sentences = {
            "saved_view.shared": _("{who} shared a view of a list"),
            "saved_view.changed": _("{who} changed a shared view of a list"),
            "saved_view.withdrawn": _("{who} no longer shares a view of a list"),
        }
        register_verbs({name: Verb(text, Group.CHANGED) for name, text in sentences.items()})
        register_subject(
            Subject("savedview", SavedView, _("View of a list"), Permission.REGISTER_SEE)
        )
