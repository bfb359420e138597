"""What the constraints of this app mean to the person whose change they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "companies_name_given": Violation(_("A company needs a name."), "name"),
    "companies_code_key": Violation(_("Another company has this code."), "code"),
    "companies_interval_positive": Violation(
        _("An interval is at least one."), "default_interval_count"
    ),
    "companies_interval_unit_known": Violation(
        _("Choose days, weeks, months or years."), "default_interval_unit"
    ),
    "branches_name_given": Violation(_("A branch needs a name."), "name"),
    "branches_code_key": Violation(_("Another branch has this code."), "code"),
    "branches_latitude_on_earth": Violation(_("A latitude lies from -90 to 90."), "latitude"),
    "branches_longitude_on_earth": Violation(_("A longitude lies from -180 to 180."), "longitude"),
    "contacts_name_given": Violation(_("A contact needs a name."), "name"),
    "contacts_purposes_known": Violation(_("Choose purposes from the list."), "purposes"),
    "contacts_branch_of_company": Violation(_("This branch belongs to another company."), "branch"),
    "notes_text_given": Violation(_("Write something first."), "text"),
    "documents_title_given": Violation(_("A document needs a title."), "title"),
    "document_versions_number_once": Violation(
        _("Somebody else has just added a version. Reload the page and add yours again.")
    ),
    "notices_title_given": Violation(_("A notice needs a title."), "title"),
    "notices_once": Violation(_("This notice has been published already.")),
    "acknowledgements_seen": Violation(_("This notice is not there any more.")),
    "acknowledgements_once": Violation(_("You have acknowledged this already.")),
    "messages_text_given": Violation(_("Write something first."), "text"),
    "messages_once": Violation(_("This message has been sent already.")),
    "messages_branch_of_company": Violation(_("This branch belongs to another company."), "branch"),
    "notices_branch_of_company": Violation(_("This branch belongs to another company."), "branch"),
    "branch_managers_by_manager": Violation(_("You do not manage this company any more.")),
    "branch_managers_own": Violation(_("This account is not one of your company's.")),
    "branch_managers_branches": Violation(_("Choose branches of your company."), "branches"),
    "link_record_exists": Violation(_("The record that this belongs to is not there any more.")),
    "link_record_of_company": Violation(_("The record belongs to another company.")),
}
