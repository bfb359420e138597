"""What the constraints of this app mean to the person whose request they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "exports_made_once": Violation(_("This export is being made already.")),
    "exports_state_known": Violation(_("An export has no such state.")),
    "exports_format_known": Violation(_("Choose CSV or Excel.")),
    "exports_settled_whole": Violation(_("An export is ready with its time.")),
}
