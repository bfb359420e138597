"""What is known before the first row: who the companies are, where their instruments came from."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from demo.chance import spread
from demo.outline.companies import Company, companies
from demo.outline.deliveries import Delivery, deliveries
from demo.volumes import Volumes
from demo.workdays import Calendar


@dataclass(frozen=True)
class World:
    volumes: Volumes
    seed: int
    as_of: date

    def stream(self, name: str) -> Random:
        """The random numbers of one table or outline: no other's change with them."""
        return Random(f"{self.seed}:{name}")

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.as_of, ZoneInfo(settings.TIME_ZONE))

    @cached_property
    def companies(self) -> list[Company]:
        return list(companies(self.stream("outline of companies"), self.volumes, self.calendar))

    @cached_property
    def company_of_branch(self) -> "array[int]":
        """By branch id; 0 is nobody's."""
        return array("I", [0, *(c.id for c in self.companies for _ in c.branch_ids)])

    @cached_property
    def deliveries(self) -> list[Delivery]:
        return deliveries(self.stream("outline of deliveries"), self.companies)

    @cached_property
    def branch_of_instrument(self) -> "array[int]":
        """By equipment id; 0 is nowhere."""
        branches = array("I", [0])
        for delivery in self.deliveries:
            branches.extend([delivery.branch_id] * delivery.instruments)
        return branches

    @cached_property
    def _by_branch(self) -> "array[int]":
        """Ids of all instruments, those of a branch together."""
        ids = range(1, len(self.branch_of_instrument))
        return array("I", sorted(ids, key=self.branch_of_instrument.__getitem__))

    def instruments_of(self, branch_id: int) -> "array[int]":
        """Their ids, in order."""
        place = self.branch_of_instrument.__getitem__
        first = bisect_left(self._by_branch, branch_id, key=place)
        return self._by_branch[first : bisect_right(self._by_branch, branch_id, first, key=place)]

    @cached_property
    def contacts_of_branch(self) -> "array[int]":
        """How many, by branch id. Besides, each company has one at its head office."""
        rng = self.stream("outline of contacts")
        weights = [rng.expovariate(1) + 0.2 for _ in range(self.volumes.branches)]
        total = self.volumes.contacts - self.volumes.companies
        return array("I", [0, *spread(weights, total)])

    @cached_property
    def largest(self) -> Company:
        return max(self.companies, key=lambda company: company.instruments)

    @cached_property
    def smallest(self) -> Company:
        """The smallest that has an instrument at all."""
        with_any = (company for company in self.companies if company.instruments)
        return min(with_any, key=lambda company: (company.instruments, company.id))

    @cached_property
    def ordinary(self) -> tuple[Company, Company]:
        """Two active companies of middling size, with two or more branches."""
        middling = [c for c in self.companies if c.is_active and 8 <= c.instruments <= 60]
        first, second, *_ = [c for c in middling if len(c.branch_ids) >= 2]
        return first, second

    @cached_property
    def shown_branches(self) -> list[int]:
        """Of those whom one signs in as: the latest quotes and visits are theirs."""
        companies = (self.smallest, *self.ordinary)
        count = self.branch_of_instrument.count
        busiest = [max(company.branch_ids[:2], key=count) for company in companies]
        return [branch for branch in (*self.largest.branch_ids[:2], *busiest) if count(branch)]
