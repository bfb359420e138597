from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation


class ListsConfig(AppConfig):
    name = "realsync.lists"
    label = "lists"
    verbose_name = "Lists"

    def ready(self) -> None:
        from realsync.db.violations import register_violations

        register_violations(violations())


def violations() -> dict[str, Violation]:
    return {
        "saved_views_name_once": Violation(_("You have a view of this name already."), "name"),
        "saved_views_name_length": Violation(
            _("Give the view a name of up to 80 characters."), "name"
        ),
        "saved_views_query_length": Violation(_("This view holds more than can be kept.")),
    }
