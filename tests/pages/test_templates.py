"""What is found once in a template is what Django would find each time."""

from typing import Any

import pytest
from django.template import Context, Engine, Template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from realsync.pages.templates import FixedAddress, FixedText

INNER = "django.template.loaders.locmem.Loader"


def template(source: str) -> Template:
    files = {"page": "{% extends 'base' %}{% load i18n %}{% block a %}" + source + "{% endblock %}"}
    files["base"] = "{% block a %}{% endblock %}"
    loaders = [("realsync.pages.templates.Loader", [(INNER, files)])]
    engine = Engine(loaders=loaders, libraries={"i18n": "django.templatetags.i18n"})
    return engine.get_template("page")


def shown(source: str, **values: Any) -> str:
    """By one and the same template, twice."""
    page = template(source)
    first, second = (page.render(Context(values)) for _ in range(2))
    assert first == second
    return first


def test_a_text_is_translated_once_in_each_language() -> None:
    page = template("{% if on %}{% translate 'January' %}{% endif %}")
    assert len(page.nodelist.get_nodes_by_type(FixedText)) == 1
    for language, text in (("en", "January"), ("de", "Januar"), ("en", "January")):
        with translation.override(language):
            assert page.render(Context({"on": True})) == text


def test_texts_are_what_they_were() -> None:
    assert shown("{% translate 'May' as word %}[{{ word }}]{% translate '100 %' %}") == "[May]100 %"
    assert shown("{% translate 'a <b> & c' %}{% translate 'x'|upper %}") == "a <b> & cX"
    assert shown("{% translate word %}", word="<b>") == "&lt;b&gt;"


def test_an_address_is_that_of_its_record() -> None:
    source = "{% for pk in ids %}{% url 'equipment:edit' pk as edit %}{{ edit }}{% endfor %}"
    assert shown(source, ids=[1, 70_000]) == "/equipment/1/edit//equipment/70000/edit/"
    assert shown("{% url 'verify' token %}", token="a1b2") == reverse("verify", args=["a1b2"])
    assert shown("{% url 'home' %}") == reverse("home")
    assert len(template(source).nodelist.get_nodes_by_type(FixedAddress)) == 1
    assert shown("{% url name 5 %}", name="jobs:detail") == reverse("jobs:detail", args=[5])


def test_an_address_that_there_is_not() -> None:
    assert shown("{% url 'nowhere' 5 as none %}[{{ none }}]") == "[]"
    with pytest.raises(NoReverseMatch):
        shown("{% url 'equipment:edit' -1 %}")
