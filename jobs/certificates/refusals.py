"""What the constraints of this app mean to the person whose change they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "certificates_number_key": Violation(_("Another certificate has this number.")),
    "certificates_token_key": Violation(_("Something went wrong. Try again.")),
    "certificates_open_once": Violation(
        _("There is a draft for this item already. Go on with that one.")
    ),
    "certificates_in_force_once": Violation(
        _("This item has a certificate in force. Amend that one, or withdraw it first.")
    ),
    "certificates_status_known": Violation(_("A certificate has no such state.")),
    "certificates_verdict_known": Violation(_("There is no such verdict.")),
    "certificates_rule_known": Violation(_("There is no such decision rule.")),
    "certificates_content_given": Violation(
        _("A certificate names client, place, item, method and author.")
    ),
    "certificates_issued_whole": Violation(
        _("A certificate is issued with number, date and the name of who approved it.")
    ),
    "certificates_amends_with_reason": Violation(
        _("Say why the certificate is amended."), "amendment_reason"
    ),
    "certificates_withdrawn_with_reason": Violation(
        _("Say why the certificate is withdrawn."), "reason"
    ),
    "certificates_performed_after_received": Violation(
        _("It was calibrated before it was received: check both days."), "performed_on"
    ),
    "certificates_due_after_performed": Violation(
        _("The next calibration is after this one."), "due_on"
    ),
    "certificates_retired_as_draft": Violation(_("Only a draft is thrown away.")),
    "certificates_pdf_hashed": Violation(_("A file is kept with its SHA-256.")),
    "certificates_place_of_job": Violation(_("A job with certificates stays.")),
    "certificates_approved_by_another": Violation(
        _("Somebody approves it who neither drafted it nor recorded one of its results.")
    ),
    "certificates_move_allowed": Violation(
        _("The certificate has moved on meanwhile and cannot do this any more. Reload the page.")
    ),
    "certificates_stay": Violation(
        _("A certificate that was handed in or issued does not change. Amend it.")
    ),
    "certificates_kept": Violation(_("A certificate is not deleted.")),
    "certified_items_stay": Violation(
        _("This item stands on a certificate that was handed in or issued; it does not change.")
    ),
    "validities_once": Violation(
        _("Another certificate says already whether it was in calibration then.")
    ),
    "incidents_code_key": Violation(_("Another incident has this code.")),
    "incidents_status_known": Violation(_("An incident has no such state.")),
    "incidents_content_given": Violation(_("Say what was found, and what clients are told.")),
    "incidents_closed_with_conclusion": Violation(_("Say what came of it."), "conclusion"),
    "incidents_not_retired": Violation(_("An incident is closed, not retired.")),
    "incident_clients_once": Violation(_("This client stands in the incident already.")),
    "incident_clients_settled_with_words": Violation(_("Say what came of it."), "settlement"),
    "audit_packs_made_once": Violation(_("This pack is being made already.")),
    "audit_packs_state_known": Violation(_("A pack has no such state.")),
    "audit_packs_of_branches": Violation(_("Choose at least one branch."), "branches"),
    "audit_packs_branch_chosen": Violation(_("Choose at least one branch."), "branches"),
    "audit_packs_settled_whole": Violation(_("A pack is ready with its time.")),
    "audit_packs_branch_of_company": Violation(_("This branch belongs to another company.")),
}
