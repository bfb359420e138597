"""What the constraints of this app mean to the person whose change they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "jobs_title_given": Violation(_("A job needs a title."), "title"),
    "jobs_number_key": Violation(_("Another job has this number.")),
    "jobs_number_stays": Violation(_("A job keeps its number.")),
    "jobs_numbered": Violation(_("A job needs a number.")),
    "jobs_status_known": Violation(_("A job has no such state.")),
    "jobs_priority_known": Violation(_("Choose a priority from the list."), "priority"),
    "jobs_branch_of_company": Violation(_("This branch belongs to another company."), "branch"),
    "jobs_ends_after_start": Violation(
        _("Give a start and an end, and let the end be later."), "ends_at"
    ),
    "jobs_booked_with_time": Violation(
        _("A job is scheduled with a technician, a start and an end."), "technician"
    ),
    "jobs_no_double_booking": Violation(
        _("The technician has another job at this time. Choose another time or person."),
        "technician",
    ),
    "jobs_move_allowed": Violation(
        _("The job has moved on meanwhile and cannot do this any more. Reload the page.")
    ),
    "jobs_reason_if_cancelled": Violation(_("Say why the job is cancelled."), "cancel_reason"),
    "jobs_not_retired": Violation(_("A job is cancelled, not retired.")),
    "jobs_quote_once": Violation(_("This quote has become a job already.")),
    "jobs_quote_accepted": Violation(_("Only an accepted quote of this branch becomes a job.")),
    "absences_last_after_first": Violation(_("The last day is not before the first."), "last_on"),
    "absences_kind_known": Violation(_("Choose a kind from the list."), "kind"),
    "absences_once": Violation(
        _("This technician is away on some of these days already."), "first_on"
    ),
    "absences_technician_known": Violation(_("Choose a technician from the list."), "technician"),
    "holidays_once": Violation(_("There is a holiday on this day already."), "held_on"),
    "holidays_name_given": Violation(_("A holiday needs a name."), "name"),
    "job_items_description_given": Violation(_("An item needs a description."), "description"),
    "job_items_quantity_positive": Violation(_("A quantity is more than nothing."), "quantity"),
    "job_items_unit_known": Violation(_("Choose a unit from the list."), "unit"),
    "job_items_price_not_negative": Violation(_("A price is not negative."), "unit_price"),
    "job_items_equipment_of_company": Violation(
        _("This instrument belongs to another company."), "equipment"
    ),
    "job_items_returned_after_received": Violation(
        _("It was returned before it was received: check both days."), "returned_on"
    ),
    "job_items_received_first": Violation(
        _("Say when it was received, then where it is."), "received_on"
    ),
    "job_items_stay": Violation(_("The job is done; its items change no more.")),
    "standards_code_key": Violation(_("Another standard has this code."), "code"),
    "standards_name_given": Violation(_("A standard needs a name."), "name"),
    "standards_status_known": Violation(_("A standard has no such state.")),
    "standards_due_after_calibrated": Violation(
        _("It becomes due after it was calibrated."), "due_on"
    ),
    "standards_good_by_calibration": Violation(
        _("The last good calibration is the latest one, or an earlier one."), "last_good_on"
    ),
    "standards_failed_with_reason": Violation(_("Say what was found faulty."), "failure"),
    "bench_sheets_rule_known": Violation(_("Choose a decision rule from the list.")),
    "bench_sheets_rule_stays": Violation(
        _("The decision rule was agreed before the work and stays: there are values already.")
    ),
    "bench_sheets_signed_whole": Violation(_("A signature comes with the name of who signs.")),
    "bench_items_presence_known": Violation(_("Choose from the list.")),
    "measurements_once": Violation(_("There is a point at this place already.")),
    "measurements_quantity_given": Violation(_("A point needs a quantity."), "quantity"),
    "measurements_limits_in_order": Violation(
        _("The lower limit is not above the upper one."), "lower_limit"
    ),
    "measurements_uncertainty_not_negative": Violation(
        _("An uncertainty is not negative."), "expanded_uncertainty"
    ),
    "measurements_factor_positive": Violation(
        _("A coverage factor is above nothing."), "coverage_factor"
    ),
    "measurements_stay": Violation(_("The job is done; its results change no more.")),
    "measurements_standard_usable": Violation(
        _("This standard may not be used on that day: it has expired, failed or is retired."),
        "standard",
    ),
    "visit_answers_once": Violation(_("We have this answer already.")),
    "visit_answers_state_known": Violation(_("An answer has no such state.")),
    "visit_answers_say_when": Violation(
        _("Say from which day on, or write what suits you."), "wanted_from"
    ),
    "visit_answers_to_after_from": Violation(
        _("The last day is not before the first."), "wanted_to"
    ),
    "visit_answers_place_of_job": Violation(_("This visit belongs to another company.")),
    "service_requests_once": Violation(_("We have this request already.")),
    "service_requests_job_once": Violation(_("This job comes of another request.")),
    "service_requests_state_known": Violation(_("A request has no such state.")),
    "service_requests_place_known": Violation(_("Choose a place from the list."), "place"),
    "service_requests_to_after_from": Violation(
        _("The last day is not before the first."), "wanted_to"
    ),
    "service_requests_branch_of_company": Violation(_("This branch belongs to another company.")),
    "service_request_items_once": Violation(_("This instrument is named twice.")),
    "service_request_items_place_of_request": Violation(
        _("This instrument belongs to another company.")
    ),
}
