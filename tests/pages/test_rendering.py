"""Fields as people and screen readers get them."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from realsync.pages.templatetags.forms import problems_of
from realsync.pages.widgets import DayInput, MoneyInput, RadioCards, TagsInput, UnitInput


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the door")
    due_on = forms.DateField(widget=DayInput, required=False)
    every = forms.IntegerField(widget=UnitInput("days"), required=False)
    price = forms.DecimalField(widget=MoneyInput("per item"), required=False)
    tags = forms.CharField(widget=TagsInput, required=False)
    purposes = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    audience = forms.ChoiceField(
        choices=[("staff", "Staff"), ("client", "Client")],
        widget=RadioCards({"staff": "Only <us>"}),
        required=False,
    )
    is_active = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def group(field: str, /, **typed: str) -> str:
    return str(Sample(typed or None)[field].as_field_group())


def test_a_label_names_its_control_and_help_describes_it() -> None:
    html = group("name")
    assert '<label class="field-label" for="id_name">Name' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext">As on the door<' in html
    assert 'class="required" aria-hidden="true"' in html


def test_an_error_is_tied_to_its_control() -> None:
    html = group("name", every="1")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error">This field is required.<' in html


def test_what_was_typed_comes_back_escaped() -> None:
    html = group("name", name='"><script>alert(1)</script>')
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("typed", ["often", "1e400", "1.2.3"])
def test_a_number_field_shows_what_is_no_number(typed: str) -> None:
    assert f'value="{typed}"' in group("every", every=typed)
    assert 'type="text"' in group("every", every=typed)


def test_a_day_is_a_calendar_until_it_holds_no_day() -> None:
    assert 'type="date"' in group("due_on")
    assert 'type="date"' in group("due_on", due_on="2027-02-28")
    wrong = group("due_on", due_on="31.02.2027")
    assert 'type="text"' in wrong
    assert 'value="31.02.2027"' in wrong


def test_tags_are_words_between_commas() -> None:
    field = Sample(initial={"tags": ["key account", "pharma"]})["tags"]
    assert 'value="key account, pharma"' in str(field)


def test_choices_stand_in_a_fieldset_with_their_legend() -> None:
    assert group("purposes").startswith('<fieldset class="field group"')
    assert '<legend class="field-label">Audience</legend>' in group("audience")
    assert "Only &lt;us&gt;" in group("audience")


def test_a_hidden_field_is_its_control_alone() -> None:
    assert group("version") == '<input type="hidden" name="version" id="id_version">'


def test_every_problem_is_named_with_the_place_to_mend_it() -> None:
    problems = problems_of(Sample({"every": "often", "audience": "nobody"}))
    assert [(each.label, each.field_id) for each in problems] == [
        ("Name", "id_name"),
        ("Every", "id_every"),
        ("Audience", "id_audience"),
    ]
    summary = render_to_string("forms/errors.html", {"form": Sample({"every": "often"})})
    assert "2 things need your attention" in summary
    assert '<a href="#id_every">Every</a>' in summary


def test_an_untouched_form_has_no_problem() -> None:
    assert problems_of(Sample()) == []
    assert "data-problems" not in render_to_string("forms/errors.html", {"form": Sample()})


def test_each_form_carries_a_key_of_its_own() -> None:
    template = Template("{% load forms %}{% idempotency_key %}")
    keys = {re.findall(r'value="([0-9a-f-]{36})"', template.render(Context()))[0] for _ in range(3)}
    assert len(keys) == 3
