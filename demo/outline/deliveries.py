"""When instruments came to us: a first import per branch, then a few at a time.

An instrument's id follows from the order of deliveries, so that, as in life, the rows of a
company lie scattered between those of others.
"""

from dataclasses import dataclass
from random import Random

from demo.chance import spread
from demo.outline.companies import Company

FIRST_IMPORT = 0.6
# A branch's part of a company's instruments varies, but is never nothing.
LEAST = 0.05
USUAL_ADDITION = 4


@dataclass(frozen=True, slots=True)
class Delivery:
    """`days_ago`: working days."""

    days_ago: float
    company: Company
    branch_id: int
    instruments: int


def deliveries(rng: Random, companies: list[Company]) -> list[Delivery]:
    """Oldest first."""
    found: list[Delivery] = []
    for company in companies:
        weights = [LEAST + rng.expovariate(1) for _ in company.branch_ids]
        for branch_id, count in zip(
            company.branch_ids, spread(weights, company.instruments), strict=True
        ):
            found += _of_branch(rng, company, branch_id, count)
    return sorted(found, key=lambda delivery: (-delivery.days_ago, delivery.branch_id))


def _of_branch(rng: Random, company: Company, branch_id: int, count: int) -> list[Delivery]:
    made = []
    size = round(count * (FIRST_IMPORT + 0.4 * rng.random()))
    days_ago = company.days_ago * (1 - 0.05 * rng.random())
    while count:
        size = min(count, max(1, size))
        made.append(Delivery(days_ago, company, branch_id, size))
        count -= size
        size = 1 + int(rng.random() * USUAL_ADDITION)
        days_ago = company.days_ago * rng.random() * 0.95
    return made
