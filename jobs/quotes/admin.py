"""Quotes and price lists, for operators. States move on the record's page, never here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jobs.quotes.models import CompanyPrice, Quote, QuoteLine
from realsync.admin_site.records import KEPT, PartOfRecord, RecordAdmin
from realsync.records.kinds import address_of


def take_place_of_quote(line: QuoteLine) -> None:
    line.company_id = line.quote.company_id
    line.branch_id = line.quote.branch_id


class LinesOfQuote(PartOfRecord):
    model = QuoteLine
    fields = ("position", "service", "description", "quantity", "unit", "unit_price", "tax_rate",
              "is_active")  # fmt: skip
    autocomplete_fields = ("service",)
    complete = staticmethod(take_place_of_quote)


@admin.register(Quote)
class QuoteAdmin(RecordAdmin):
    list_display = ("number", "title", "company_name", "status", "valid_until", "total")
    fields = ("number", "branch", "status", "title", "discount_percent", "valid_until", "terms",
              "subtotal", "discount", "tax", "total", "sent_at", "answered_at", "purchase_order",
              "decline_reason", "version", "created_at", "updated_at")  # fmt: skip
    readonly_fields = ("number", *KEPT, "branch", "status", "subtotal", "discount", "tax",
                       "total", "sent_at", "answered_at", "purchase_order",
                       "decline_reason")  # fmt: skip
    list_filter = ("status",)
    linked_by = ("company", "branch", "owner")
    search_fields = ("number", "title", "company_name")
    search_help_text = _("Every word, anywhere in number, title, company or purchase order.")
    inlines = (LinesOfQuote,)
    view_on_site = staticmethod(address_of)
    may_add = False  # its number is drawn where it is built, and never given back


@admin.register(CompanyPrice)
class CompanyPriceAdmin(RecordAdmin):
    list_display = ("id", "company", "service", "price", "is_active")
    fields = ("company", "service", "price", "is_active", "version", "created_at",
              "updated_at")  # fmt: skip
    readonly_fields = KEPT
    chosen_once = ("company", "service")
    autocomplete_fields = ("company", "service")
    list_select_related = ("company", "service")
    list_filter = ("is_active",)
    linked_by = ("company", "service")
    may_delete = True
