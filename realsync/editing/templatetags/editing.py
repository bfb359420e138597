"""Editing on record pages."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from realsync.accounts.permissions import GRANTED, Permission
from realsync.accounts.roles import Role
from realsync.editing.inline import display, shown
from realsync.editing.sheet import editing_of
from realsync.records.kinds import kind_of, kinds

register = template.Library()


@register.simple_tag(takes_context=True)
def inline_field(context: template.Context, record: Any, name: str) -> SafeString:
    """`{% inline_field equipment "location" %}`: the value, and a pencil for those who may edit.

    Put it where the value would stand, inside the `<dd>`. The field must be one of the
    `inline` ones of its Editing (companies/editing/sheets.py, equipment/editing/sheets.py);
    another one is shown only. Without JavaScript the pencil leads to the field in the full
    form. It makes no query. The page needs `js/inline.js` and `css/editing.css`.
    """
    editing = editing_of(str(record._meta.model_name))
    user = context["request"].user
    if name not in editing.inline or not user.may(editing.may_change):
        return conditional_escape(shown(editing, record, name))
    return display(editing, record, name, may_change=True)


@register.simple_tag
def live_pages(role: str) -> str:
    """Where the pages of records are that tell this role who shows them: `/jobs/=job …`."""
    live = [kind for kind in kinds() if kind.is_live and grants(role, kind.see)]
    return " ".join(f"{reverse(f'{kind.namespace}:list')}={kind.entity}" for kind in live)


@register.filter
def may_create(user: Any, entity: str) -> bool:
    """`{% if request.user|may_create:"branch" %}`."""
    return bool(user.may(editing_of(entity).may_create))


@register.filter
def may_change(user: Any, entity: str) -> bool:
    return bool(user.may(editing_of(entity).may_change))


@register.filter
def may_see(user: Any, entity: str) -> bool:
    return bool(user.may(kind_of(entity).see))


@register.filter
def grants(role: str, permission: str) -> bool:
    """`{% if role|grants:"job_create" %}`, where the person is not known: in `{% fixed %}`."""
    return Role(role) in GRANTED[Permission(permission)]


@register.filter
def may(user: Any, permission: str) -> bool:
    """`{% if request.user|may:"certificate_approve" %}`."""
    return bool(user.may(permission))
