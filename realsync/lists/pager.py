"""Numbered pages: the first, the last, and those around the one that is shown."""

from dataclasses import dataclass

AROUND = 2


@dataclass(frozen=True)
class Pager:
    page: int
    per_page: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        return (self.page - 1) * self.per_page + 1

    @property
    def last_row(self) -> int:
        return min(self.page * self.per_page, self.total)

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to show; None stands for a gap."""
        near = range(self.page - AROUND, self.page + AROUND + 1)
        shown = sorted({1, self.last, *(number for number in near if 1 <= number <= self.last)})
        numbers: list[int | None] = []
        for number in shown:
            previous = numbers[-1] if numbers else 0
            if previous is not None and number - previous > 1 and numbers:
                numbers.append(None)
            numbers.append(number)
        return numbers
