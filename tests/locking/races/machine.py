"""Everything that people do with a lock and a record, in any order, against the plain model."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connections
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from companies.actions.company import change_company
from companies.models import Company
from locking.actions import lock as locks
from locking.actions.presence import beat, leave
from locking.models import RecordLock
from locking.writers import Writer, declare, present
from realsync.accounts.models import User
from realsync.db.scope import as_user
from realsync.editing.merge import merge
from realsync.editing.writing import Stale
from tests.locking.races.model import Model, ModelLock, Seat, merged

FIELDS = ("trading_name", "tax_number")
TURNS = count(1)
SEATS: tuple[Seat, ...] = ((0, 0), (0, 1), (1, 0), (2, 0))
seats = st.sampled_from(SEATS)
texts = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from("abc"), min_size=1)


def is_locked(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == "55P03"


@dataclass
class Page:
    """What a tab has open: the record as it was, and the token that it was given."""

    version: int
    original: dict[str, str]
    token: int | None = None
    tab: UUID = field(default_factory=uuid4)


class Editing(RuleBasedStateMachine):
    """`people` are three who may edit, the last of them an admin; `steps` counts all rules."""

    people: ClassVar[list[User]]
    histories: ClassVar[int] = 0
    steps: ClassVar[int] = 0

    @initialize()
    def begin(self) -> None:
        type(self).histories += 1
        company = Company.objects.using("owner").create(name="A company of the model")
        self.pk, self.company = company.pk, company
        self.model = Model(1, dict.fromkeys(FIELDS, ""))
        self.pages = {seat: Page(1, dict(self.model.values)) for seat in SEATS}
        self.there: set[Seat] = set()

    def person(self, seat: Seat) -> User:
        return self.people[seat[0]]

    def in_words(self) -> tuple[str, int]:
        type(self).steps += 1
        return "company", self.pk

    # -- the lock -----------------------------------------------------------------------------

    @rule(seat=seats)
    def acquire(self, seat: Seat) -> None:
        with as_user(self.person(seat)):
            answer = locks.acquire(*self.in_words(), tab=self.pages[seat].tab)
        assert (answer.token is not None) == self.model.may_acquire(seat)
        if answer.token is not None:
            self.pages[seat].token = answer.token
            self.model.give(seat, answer.token)
        live = self.model.live
        assert live is not None
        assert answer.holder_id == self.person(live.seat).pk
        assert answer.holder_tab == self.pages[live.seat].tab

    @rule(seat=seats, of=seats)
    def extend(self, seat: Seat, of: Seat) -> None:
        """`of`: whose token is named, one's own or another's."""
        token = self.pages[of].token or 0
        with as_user(self.person(seat)):
            until = locks.extend(*self.in_words(), token=token)
        assert (until is not None) == (self.model.held_by(seat[0], token) is not None)

    @rule(seat=seats, of=seats)
    def release(self, seat: Seat, of: Seat) -> None:
        token = self.pages[of].token or 0
        with as_user(self.person(seat)):
            was_theirs = locks.release(*self.in_words(), token=token)
        lock = self.model.lock
        assert was_theirs == (lock is not None and (lock.seat[0], lock.token) == (seat[0], token))
        if was_theirs:
            self.model.lock = None

    @rule()
    def expire(self) -> None:
        self.in_words()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "UPDATE record_locks SET acquired_at = acquired_at - interval '1 h',"
                " expires_at = clock_timestamp() - interval '1 s'"
                " WHERE entity_id = %s AND expires_at > clock_timestamp()",
                [self.pk],
            )
        if self.model.lock:
            self.model.lock.is_live = False

    @rule(stale=st.booleans())
    def break_open(self, stale: bool) -> None:
        """`stale`: the admin decides about a session that has ended since they looked."""
        admin = self.people[2]
        with as_user(admin):
            entity, pk = self.in_words()
            row = RecordLock.objects.on(entity, pk).first()
            if row is None:
                assert self.model.lock is None
                return
            row.token += stale
            done = locks.break_lock(lock=row, of=self.company, by=admin, reason="because")
        live = self.model.live
        assert done == (live is not None and not stale)
        if done and live:
            live.is_live, live.broken = False, True

    @rule(seat=seats)
    def ask(self, seat: Seat) -> None:
        with as_user(self.person(seat)):
            tab = self.pages[seat].tab
            asked = locks.ask(*self.in_words(), by=self.person(seat), tab=tab)
        live = self.model.live
        assert asked == (live is not None and live.seat[0] != seat[0])
        if asked and live:
            live.asked, live.declined = seat, None

    @rule(seat=seats, of=seats)
    def decline(self, seat: Seat, of: Seat) -> None:
        token = self.pages[of].token or 0
        with as_user(self.person(seat)):
            declined = locks.decline(*self.in_words(), token=token)
        held = self.model.held_by(seat[0], token)
        assert declined == (held is not None and held.asked is not None)
        if declined and held and held.asked:
            held.declined, held.asked = held.asked[0], None

    @rule(seat=seats, of=seats)
    def hand_over(self, seat: Seat, of: Seat) -> None:
        token = self.pages[of].token or 0
        with as_user(self.person(seat)):
            done = locks.hand_over(*self.in_words(), token=token)
        held = self.model.held_by(seat[0], token)
        assert done == (held is not None and held.asked is not None)
        if done and held and held.asked:
            self.model.give(held.asked, self.row()["token"])

    @rule(seat=seats)
    def continue_here(self, seat: Seat) -> None:
        with as_user(self.person(seat)):
            token = locks.continue_here(*self.in_words(), tab=self.pages[seat].tab)
        live = self.model.live
        assert (token is not None) == (live is not None and live.seat[0] == seat[0])
        if token is not None:
            self.pages[seat].token = token
            self.model.give(seat, token)

    # -- the record ---------------------------------------------------------------------------

    @rule(seat=seats)
    def open(self, seat: Seat) -> None:
        with as_user(self.person(seat), read_only=True):
            company = Company.objects.get(pk=self.in_words()[1])
        page = self.pages[seat]
        page.version, page.original = company.version, self.values_of(company)

    @rule(seat=seats, of=seats, typed=texts)
    def save(self, seat: Seat, of: Seat, typed: dict[str, str]) -> None:
        page, token = self.pages[seat], self.pages[of].token
        outcome = self.send(seat, token, page.version, typed)
        if outcome == "saved":
            page.version, page.original = self.model.version, dict(self.model.values)

    @rule(seat=seats, typed=texts)
    def save_and_merge(self, seat: Seat, typed: dict[str, str]) -> None:
        """As the form does: what only one side changed is written, the rest is a question."""
        page = self.pages[seat]
        if page.version == self.model.version:
            return
        assert self.send(seat, page.token, page.version, typed) == "stale"
        with as_user(self.person(seat), read_only=True):
            theirs = self.values_of(Company.objects.get(pk=self.pk))
        found = merge(page.original, {**page.original, **typed}, theirs)
        write, both = merged(page.original, {**page.original, **typed}, self.model.values)
        assert {name: found.values[name] for name in found.only_mine} == write
        assert list(found.both) == both
        if not both:
            self.send(seat, page.token, self.model.version, write)

    @rule(seat=seats, writer=st.sampled_from(Writer), typed=texts)
    def save_as_a_declared_writer(self, seat: Seat, writer: Writer, typed: dict[str, str]) -> None:
        self.send(seat, None, self.model.version, typed, writer)

    def send(
        self,
        seat: Seat,
        token: int | None,
        version: int,
        typed: dict[str, str],
        writer: Writer | None = None,
    ) -> str:
        changes = {n: v for n, v in typed.items() if self.model.values[n] != v}
        may = not changes or writer is not None or self.model.may_write(seat[0], token)
        expected = "stale" if version != self.model.version else "saved" if may else "refused"
        assert self.said(seat, token, version, typed, writer) == expected
        if expected == "saved":
            self.model.write(typed)
        return expected

    def said(self, seat: Seat, token: Any, version: int, typed: Any, writer: Any) -> str:
        self.in_words()
        person = self.person(seat)
        try:
            with as_user(person):
                if token is not None:
                    present(token)
                if writer is not None:
                    declare(writer)
                change_company(company=self.company, by=person, version=version, changes=typed)
        except Stale:
            return "stale"
        except OperationalError as error:
            return "refused" if is_locked(error) else "broken"
        return "saved"

    @rule(text=st.sampled_from("abc"))
    def write_by_hand(self, text: str) -> None:
        """The owner in psql, who names no token."""
        self.in_words()
        rows = Company.objects.using("owner").filter(pk=self.pk)
        if self.model.live and self.model.values["tax_number"] != text:
            with pytest.raises(OperationalError, match="is being edited"):
                rows.update(tax_number=text)
        else:
            rows.update(tax_number=text)
            self.model.write({"tax_number": text})

    # -- presence -----------------------------------------------------------------------------

    @rule(seat=seats, is_editing=st.booleans())
    def show(self, seat: Seat, is_editing: bool) -> None:
        with as_user(self.person(seat)):
            tab = self.pages[seat].tab
            live = beat(*self.in_words(), tab=tab, turn=next(TURNS), is_editing=is_editing)
        self.there.add(seat)
        assert live is not None
        others = {self.person(other).pk for other in self.there if other != seat}
        assert {other.user_id for other in live.others} == others
        assert live.version == self.model.version

    @rule(seat=seats)
    def go(self, seat: Seat) -> None:
        person = self.person(seat)
        with as_user(person):
            tab = self.pages[seat].tab
            leave(*self.in_words(), tab=tab, turn=next(TURNS))
        self.there.discard(seat)

    # -- what must hold after every step ------------------------------------------------------

    @invariant()
    def the_database_is_as_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        company = Company.objects.using("owner").get(pk=self.pk)
        assert (company.version, self.values_of(company)) == (self.model.version, self.model.values)
        lock, row = self.model.lock, self.row()
        assert bool(row) == (lock is not None)
        if lock is not None:
            assert row == self.expected(lock)

    def expected(self, lock: ModelLock) -> dict[str, Any]:
        asked = lock.asked
        return {
            "user_id": self.person(lock.seat).pk,
            "tab": self.pages[lock.seat].tab,
            "token": lock.token,
            "is_live": lock.is_live,
            "asked_by_id": self.person(asked).pk if asked else None,
            "asked_tab": self.pages[asked].tab if asked else None,
            "declined_id": None if lock.declined is None else self.people[lock.declined].pk,
            "broken": lock.broken,
        }

    def row(self) -> dict[str, Any]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT user_id, tab, token, expires_at > clock_timestamp() AS is_live,"
                " asked_by_id, asked_tab, declined_id, broken_by_id IS NOT NULL AS broken"
                " FROM record_locks WHERE entity_type = 'company' AND entity_id = %s",
                [self.pk],
            )
            names = [column[0] for column in cursor.description]
            found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        assert len(found) <= 1
        return found[0] if found else {}

    def values_of(self, company: Company) -> dict[str, str]:
        return {name: getattr(company, name) for name in FIELDS}
