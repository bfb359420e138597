"""Which of many rows a form shows: it has a limit of fields, and people one of patience."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class RowPage:
    first: int
    last: int
    address: str
    is_here: bool


@dataclass(frozen=True)
class RowPages:
    """`name` stands in the address of the form: `?lines=2` shows the second page of lines."""

    name: str
    total: int
    most: int
    query: QueryDict

    @property
    def number(self) -> int:
        text = self.query.get(self.name, "")
        asked = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
        return min(max(1, asked), self._last)

    @property
    def before(self) -> int:
        """How many rows stand on earlier pages."""
        return (self.number - 1) * self.most

    @property
    def others(self) -> list[RowPage]:
        """All pages; none where this is the only one."""
        return [self._page(number) for number in range(1, self._last + 1)] if self._last > 1 else []

    @property
    def _last(self) -> int:
        return max(1, -(-self.total // self.most))

    def _page(self, number: int) -> RowPage:
        query = self.query.copy()
        query.pop("draft", None)
        query[self.name] = str(number)
        if number == 1:
            del query[self.name]
        first = (number - 1) * self.most + 1
        last = min(number * self.most, self.total)
        return RowPage(first, last, f"?{query.urlencode()}#{self.name}", number == self.number)
