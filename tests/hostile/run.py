"""Every form that a person is shown, each field with each hostile value and with strangers' ids."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count, cycle, islice, repeat
from urllib.parse import urlencode, urljoin

from django.http import HttpResponse
from django.test import Client

from tests.forms import Form, forms_of
from tests.guards import pages
from tests.hostile.digest import digest
from tests.hostile.values import TEXTS
from tests.world import World

# Signing out would end the run; see tests/accounts.
LEFT_OUT = ("/accounts/logout/",)
Value = tuple[str, str]


@dataclass
class Report:
    """`faults` say what must never happen, one sentence each."""

    cases: int = 0
    forms: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        refused = sum(count for status, count in self.answers.items() if status >= 400)
        broken = sum(count for status, count in self.answers.items() if status >= 500)
        return (
            f"{self.forms} forms, {self.cases} cases: {refused} refused, "
            f"{self.cases - refused} accepted as text or change, 5xx {broken}, "
            f"faults {len(self.faults)}"
        )


def run(
    world: World, client: Client, strangers_words: tuple[str, ...], *, per_field: int | None = None
) -> Report:
    """With `per_field`, each field gets so many of the values, in turn; else all of them.

    The client's `raise_request_exception` is off: a 500 is a finding, not the end.
    """
    report, seen = Report(), set()
    values = _in_turn(list((TEXTS | _foreign_ids(world)).items()), per_field)
    for address in addresses(world):
        for form in forms_at(client, address):
            kind = (_shape(form.action), form.names)
            if kind in seen or form.action in LEFT_OUT:
                continue
            seen.add(kind)
            report.forms += 1
            _attack(report, values, client, address, form, strangers_words)
    return report


def _in_turn(values: list[Value], per_field: int | None) -> Iterator[list[Value]]:
    """What the next field is given."""
    if per_field is None:
        return repeat(values)
    endless = cycle(values)
    return (list(islice(endless, per_field)) for _ in count())


def addresses(world: World) -> Iterator[str]:
    """Each page once, with an id of one's own where it takes one."""
    for address in pages.addresses():
        yield address.path(next(iter(pages.ids_for(address, world).values())))


def forms_at(client: Client, address: str) -> list[Form]:
    response = client.get(address)
    if response.status_code != HTTPStatus.OK or "html" not in response.headers["Content-Type"]:
        return []
    found = forms_of(response.content.decode(), address)
    return [
        Form(action=urljoin(address, form.action), fields=form.fields, files=form.files)
        for form in found
    ]


def _attack(
    report: Report,
    values: Iterator[list[Value]],
    client: Client,
    address: str,
    form: Form,
    words: tuple[str, ...],
) -> None:
    before = digest()
    for name in form.names:
        for label, value in next(values):
            response = _send(client, form, form.with_value(name, value))
            after = digest()
            case = f"{form.action} {name}={label}"
            _judge(report, case, response, after != before, words)
            if after != before:
                current, before = _again(client, address, form), after
                if current is None:
                    return
                form = current


def _judge(
    report: Report, case: str, response: HttpResponse, has_stored: bool, words: tuple[str, ...]
) -> None:
    report.cases += 1
    report.answers[response.status_code] += 1
    body = response.content.decode(errors="replace")
    if response.status_code >= 500:
        report.faults.append(f"{case}: {response.status_code}")
    if response.status_code >= 400 and has_stored:
        report.faults.append(f"{case}: refused, and rows changed")
    if response.status_code >= 400 and not _has_words(body):
        report.faults.append(f"{case}: refused without a word")
    if TEXTS["script"] in body or TEXTS["broken tag"] in body:
        report.faults.append(f"{case}: comes back as markup")
    report.faults += [f"{case}: shows {word}" for word in words if word in body]


def _has_words(body: str) -> bool:
    return len(body.strip()) > 20


def _send(client: Client, form: Form, sent: dict[str, list[str]]) -> HttpResponse:
    body = urlencode(sent, doseq=True, errors="surrogatepass")
    response: HttpResponse = client.post(  # type: ignore[assignment]
        form.action, body, content_type="application/x-www-form-urlencoded"
    )
    return response


def _again(client: Client, address: str, form: Form) -> Form | None:
    """The same form after a save: its version has moved. None if the save took it away."""
    same = [
        f for f in forms_at(client, address) if (f.action, f.names) == (form.action, form.names)
    ]
    return same[0] if same else None


def _foreign_ids(world: World) -> dict[str, str]:
    return {
        "a stranger's company": str(world.borealis.pk),
        "a stranger's branch": str(world.foreign_branch.pk),
        "a stranger's instrument": str(world.foreign_equipment[0].pk),
        "a stranger": str(world.charlie.pk),
        "an unknown id": "999999999",
        "the largest id": str(2**63),
    }


def _shape(action: str) -> str:
    return "/".join("#" if part.isdigit() else part for part in action.split("/"))
