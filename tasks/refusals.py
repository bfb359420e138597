"""What the constraints of this app mean to the person whose change they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "tasks_title_given": Violation(_("A task needs a title."), "title"),
    "tasks_status_known": Violation(_("Choose a status from the list."), "status"),
    "tasks_priority_known": Violation(_("Choose a priority from the list."), "priority"),
    "tasks_status_moves": Violation(
        _("The task has moved on meanwhile. Reload the page and look again."), "status"
    ),
    "tasks_assignee_known": Violation(_("Choose a colleague from the list."), "assignee"),
    "tasks_link_whole": Violation(_("A task is about one record, or about none.")),
}
