"""The catalogue and the instruments, for operators."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from equipment.models import CalibrationPlan, Equipment, Service, ServicePricing
from equipment.search import EQUIPMENT_WORDS
from realsync.admin_site.records import KEPT, PartOfRecord, RecordAdmin
from realsync.lists.commonness import COMMON_SHARE
from realsync.lists.search import needles
from realsync.records.kinds import address_of


def take_place_of_instrument(plan: CalibrationPlan) -> None:
    plan.company_id = plan.equipment.company_id
    plan.branch_id = plan.equipment.branch_id


def take_company_of_branch(instrument: Equipment) -> None:
    instrument.company_id = instrument.branch.company_id


class PricingOfService(PartOfRecord):
    model = ServicePricing
    fields = ("price_floor",)
    max_num = 1


@admin.register(Service)
class ServiceAdmin(RecordAdmin):
    list_display = ("code", "name", "category", "unit", "base_price", "is_active")
    fields = ("code", "name", "category", "unit", "base_price", "estimated_minutes",
              "measurement_template", "is_active", "version", "created_at",
              "updated_at")  # fmt: skip
    readonly_fields = ("code", *KEPT, "is_active")
    list_filter = ("is_active", "unit")
    search_fields = ("code", "name", "category")
    search_help_text = _("Every word, anywhere in code, name or category.")
    inlines = (PricingOfService,)
    parts = ("pricing",)
    view_on_site = staticmethod(address_of)
    may_delete = True


class PlansOfEquipment(PartOfRecord):
    model = CalibrationPlan
    fields = ("service", "interval_count", "interval_unit", "last_on", "next_due_on", "is_active")
    autocomplete_fields = ("service",)
    complete = staticmethod(take_place_of_instrument)


@admin.register(Equipment)
class EquipmentAdmin(RecordAdmin):
    list_display = ("code", "description", "manufacturer", "model", "serial", "status",
                    "next_due_on", "is_active")  # fmt: skip
    fields = ("branch", "code", "description", "manufacturer", "model", "serial", "asset_number",
              "category", "location", "specification", "status", "next_due_on",
              "last_calibrated_on", "predecessor", "is_active", "merged_into", "version",
              "created_at", "updated_at")  # fmt: skip
    readonly_fields = ("code", *KEPT, "next_due_on", "last_calibrated_on", "predecessor",
                       "is_active", "merged_into")  # fmt: skip
    chosen_once = ("branch",)
    autocomplete_fields = ("branch",)
    list_filter = ("status", "is_active")
    linked_by = ("company", "branch", "category")
    search_fields = ("code", "serial", "asset_number", "description", "manufacturer", "model")
    search_help_text = _("Every word, anywhere in code, serial, asset number, maker or model.")
    inlines = (PlansOfEquipment,)
    view_on_site = staticmethod(address_of)
    may_delete = True
    complete = staticmethod(take_company_of_branch)

    def find(self, rows: Any, term: str) -> Any:
        common = EQUIPMENT_WORDS.share(needles(term), Equipment.objects.all()) >= COMMON_SHARE
        found = rows.matching(term, in_order=common)
        found.to_count = rows.order_by().matching_to_count(term)
        return found


@admin.register(CalibrationPlan)
class CalibrationPlanAdmin(RecordAdmin):
    list_display = ("id", "equipment", "service", "interval", "last_on", "next_due_on",
                    "is_active")  # fmt: skip
    fields = ("equipment", "service", "interval_count", "interval_unit", "last_on",
              "next_due_on", "is_active", "version", "created_at", "updated_at")  # fmt: skip
    readonly_fields = KEPT
    chosen_once = ("equipment", "service")
    autocomplete_fields = ("equipment", "service")
    list_select_related = ("equipment", "service")
    list_filter = ("is_active",)
    linked_by = ("equipment", "service", "company", "branch")
    may_delete = True
    complete = staticmethod(take_place_of_instrument)
