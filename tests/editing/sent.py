"""A form as a browser without JavaScript sends it: what the page holds, and what somebody types."""

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

Data = dict[str, Any]


def form_of(html: str) -> Data:
    """Names and values of the page's form, as they stand there."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(each for each in page.iter("form") if "form-page" in each.get("class", ""))
    data: Data = {}
    for element in form.iter():
        if element.get("name") and element.tag in ("input", "select", "textarea"):
            _add(data, element)
    return data


def _add(data: Data, element: Element) -> None:
    name, kind = element.attrib["name"], element.get("type")
    if kind in ("checkbox", "radio"):
        if "checked" in element.attrib:
            data.setdefault(name, []).append(element.get("value", "on"))
    elif element.tag == "select":
        options = list(element.iter("option"))
        chosen = [o.get("value", "") for o in options if "selected" in o.attrib]
        data[name] = chosen or [options[0].get("value", "")]
    elif element.tag == "textarea":
        data.setdefault(name, []).append(element.text or "")
    else:
        data.setdefault(name, []).append(element.get("value", ""))


def opened(client: Client, path: str) -> Data:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return form_of(answer.content.decode())
