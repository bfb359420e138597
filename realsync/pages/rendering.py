"""Forms are rendered by Jinja2, as rows are: fields of a form are its rows."""

from functools import cache
from pathlib import Path
from typing import Any

import django.forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from jinja2 import FileSystemLoader

from realsync.pages.escaping import QuickEnvironment
from realsync.pages.fields import attributes, grid, group, input_of, unit_input_of
from realsync.pages.widgets import UnitInput

# Django's own include a template for each option and for the attributes of each input.
WIDGETS = "django/forms/widgets/"
INPUTS = {f"{WIDGETS}{name}.html" for name in
          ("input", "text", "number", "email", "url", "date", "hidden", "checkbox",
           "password")}  # fmt: skip
QUICKER = {
    f"{WIDGETS}select.html": "forms/select.jinja",
    f"{WIDGETS}checkbox_select.html": "forms/checks.jinja",
    f"{WIDGETS}radio.html": "forms/checks.jinja",
}
FOLDERS = [settings.BASE_DIR / "templates", Path(django.forms.__file__).parent / "jinja2"]


class Renderer(TemplatesSetting):
    """Widgets of Django and of ours by Jinja2; those of others, the admin's for one, by Django."""

    field_template_name = "field"

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        if template_name == self.field_template_name:
            return group(context["field"])
        if template_name in INPUTS:
            return input_of(context["widget"])
        if template_name == UnitInput.template_name:
            return unit_input_of(context["widget"], context["unit"])
        if not (template_name.endswith(".jinja") or template_name.startswith("django/forms/")):
            return mark_safe(super().render(template_name, context, request))  # noqa: S308
        name = QUICKER.get(template_name, template_name)
        text = _environment().get_template(name).render(context)
        return mark_safe(text.strip())  # noqa: S308 (the template has escaped every value)


@cache
def _environment() -> QuickEnvironment:
    environment = QuickEnvironment(
        loader=FileSystemLoader(FOLDERS), autoescape=True, auto_reload=settings.DEBUG
    )
    environment.globals.update(_=gettext, attributes=attributes, grid=grid, input=input_of)
    return environment
