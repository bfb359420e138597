"""What is rendered once knows nothing of anybody."""

from django.template import engines
from django.test import RequestFactory


def rendered(source: str, **context: object) -> str:
    template = engines["django"].from_string("{% load fixed %}" + source)
    return "".join(template.render({**context, "word": w}, RequestFactory().get("/")) for w in "ab")


def test_a_fixed_part_is_rendered_once_for_each_value_that_it_names() -> None:
    assert rendered("{% fixed page %}{{ page }}{% endfixed %}{{ word }}", page="p") == "papb"
    assert rendered("{% fixed word %}{{ word }}{% endfixed %}") == "ab"


def test_nothing_else_gets_in() -> None:
    source = "{% fixed %}[{{ word }}{{ request.path }}{{ user }}]{% endfixed %}"
    assert rendered(source) == "[][]"
