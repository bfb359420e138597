"""What a hit says of its record."""

from collections.abc import Callable

from dashboards.finding.findable import Line
from realsync.lists.addresses import record_address


def plain(page: str) -> Callable[..., Line]:
    """A code, a name, and what else is told of it."""

    def line(pk: int, code: str, name: str, *notes: str) -> Line:
        return Line(name, together(*notes), code, record_address(page, pk))

    return line


def instrument(page: str) -> Callable[..., Line]:
    def line(pk: int, code: str, description: str, maker: str, model: str, *notes: str) -> Line:
        text = together(description, maker, model, by=" ")
        return Line(text, together(*notes), code, record_address(page, pk))

    return line


def contact(pk: int, name: str, job_title: str, company: str, page: str, place: str) -> Line:
    """Shown at the branch or, where there is none, at the company."""
    address = record_address(page, int(place)) + "#contacts"
    return Line(name, together(job_title, company), "", address)


def together(*parts: str, by: str = " · ") -> str:
    return by.join(part for part in parts if part)
