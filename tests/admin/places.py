"""Where the admin's pages are."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

Registered = type[Model]


def registered() -> list[Registered]:
    """Every table of the admin, by name."""
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


def admin_of(model: Registered) -> Any:
    return admin.site._registry[model]


def place(model: Registered, page: str, *ids: Any) -> str:
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=ids)
