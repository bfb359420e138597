"""What the constraints of this app mean to the person whose change they refused."""

from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation

VIOLATIONS = {
    "quotes_title_given": Violation(_("A quote needs a title."), "title"),
    "quotes_number_key": Violation(_("Another quote has this number.")),
    "quotes_numbered": Violation(_("A quote needs a number.")),
    "quotes_status_known": Violation(_("A quote has no such state.")),
    "quotes_discount_of_hundred": Violation(
        _("A discount lies between 0 and 100 %."), "discount_percent"
    ),
    "quotes_branch_of_company": Violation(_("This branch belongs to another company."), "branch"),
    "quotes_revised_once": Violation(
        _("Somebody has revised this quote already. Go on with that revision.")
    ),
    "quotes_move_allowed": Violation(
        _("This quote has been answered or taken back meanwhile. Reload the page.")
    ),
    "quotes_sent_with_lines": Violation(_("Add at least one line before you send the quote.")),
    "quotes_sent_stays": Violation(_("A quote that was sent does not change. Revise it.")),
    "quotes_part_by_line": Violation(
        _("In part means: some lines are accepted, and some are not.")
    ),
    "quotes_reason_if_declined": Violation(_("Only a declined quote has a reason.")),
    "quotes_retired_as_draft": Violation(
        _("Only a draft is retired. A quote that was sent is withdrawn.")
    ),
    "quote_lines_description_given": Violation(_("A line needs a description."), "description"),
    "quote_lines_quantity_positive": Violation(_("A quantity is more than nothing."), "quantity"),
    "quote_lines_unit_known": Violation(_("Choose a unit from the list."), "unit"),
    "quote_lines_price_not_negative": Violation(_("A price is not negative."), "unit_price"),
    "quote_lines_tax_of_hundred": Violation(_("A tax rate lies between 0 and 100 %."), "tax_rate"),
    "quote_lines_stay": Violation(_("A line stays in its quote.")),
    "company_prices_service_once": Violation(
        _("This company has a price for this service already."), "service"
    ),
    "company_prices_price_not_negative": Violation(_("A price is not negative."), "price"),
    "quote_responses_once": Violation(_("This quote has been answered already. Reload the page.")),
    "quote_responses_state_known": Violation(_("An answer has no such state.")),
    "quote_responses_whole": Violation(
        _("Choose at least one line, or decline the quote and say why.")
    ),
    "quote_responses_place_of_quote": Violation(_("This quote belongs to another company.")),
}
