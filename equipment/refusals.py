"""What the constraints of this app mean to the person whose change they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "services_name_given": Violation(_("A service needs a name."), "name"),
    "services_code_key": Violation(_("Another service has this code."), "code"),
    "services_unit_known": Violation(_("Choose a unit from the list."), "unit"),
    "services_price_not_negative": Violation(_("A price is not negative."), "base_price"),
    "service_pricing_floor_not_negative": Violation(
        _("A price floor is not negative."), "price_floor"
    ),
    "equipment_code_key": Violation(_("Another instrument has this code."), "code"),
    "equipment_serial_once_per_company": Violation(
        _(
            "This company has an instrument of this manufacturer and model with this serial"
            " number already."
        ),
        "serial",
    ),
    "equipment_description_given": Violation(
        _("An instrument needs a description."), "description"
    ),
    "equipment_status_known": Violation(_("Choose a status from the list."), "status"),
    "equipment_branch_of_company": Violation(
        _("This branch belongs to another company."), "branch"
    ),
    "calibration_plans_service_once": Violation(
        _("This instrument has a plan for this service already."), "service"
    ),
    "calibration_plans_interval_positive": Violation(
        _("An interval is at least one."), "interval_count"
    ),
    "calibration_plans_interval_unit_known": Violation(
        _("Choose days, weeks, months or years."), "interval_unit"
    ),
    "proposals_equipment_known": Violation(_("This instrument is not there any more.")),
    "proposals_branch_of_company": Violation(_("This branch belongs to another company.")),
    "proposals_sent_once": Violation(_("This was sent already.")),
    "proposals_kind_known": Violation(_("There is no such proposal.")),
    "proposals_about_an_instrument": Violation(_("Say which instrument it is about.")),
    "proposals_state_known": Violation(_("A proposal has no such state.")),
    "proposals_settled_whole": Violation(_("A proposal is answered with its time.")),
    "proposals_declined_with_reason": Violation(_("Say why it is declined."), "answer"),
}
