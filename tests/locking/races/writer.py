"""One person in one tab who edits, dawdles, asks, steals and vanishes."""

import random
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db import OperationalError, connections

from locking.actions import lock as locks
from locking.models import RecordLock
from locking.writers import present
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.editing.merge import merge
from realsync.editing.writing import Stale
from tests.locking.races.places import Place
from tests.locking.races.tally import Edit, Tally

SHORTEST, LONGEST = 0.02, 0.08  # seconds that a lock lasts here


@dataclass
class Form:
    """What somebody has open: the record as it was shown, and what was typed."""

    place: Place
    version: int
    original: dict[str, str]
    typed: dict[str, str]
    mark: str


class Writer:
    def __init__(self, number: int, user: User, places: list[Place], tally: Tally) -> None:
        self.user, self.places, self.tally = user, places, tally
        self.number, self.edits = number, 0
        self.chance = random.Random(number)
        self.tab = uuid4()

    def run(self) -> None:
        try:
            while not self.tally.is_full:
                self.edit(self.chance.choice(self.places))
        finally:
            connections.close_all()

    def edit(self, place: Place) -> None:
        form = self.open(place)
        lasts = self.chance.uniform(SHORTEST, LONGEST)
        token = self.take(place, timedelta(seconds=lasts))
        if token is None:
            return
        if self.dawdle(place, token, lasts):
            self.save(form, token)
        else:
            self.tally.count("tabs vanished")
            self.tab = uuid4()

    def open(self, place: Place) -> Form:
        with as_user(self.user, read_only=True):
            record = place.read(self.user)
        original = place.values(record)
        self.edits += 1
        mark = f"[{self.number}.{self.edits}]"
        chosen = self.chance.sample(place.fields, self.chance.choice((1, 1, 1, 2)))
        typed = {name: text + mark if name in chosen else text for name, text in original.items()}
        return Form(place, record.version, original, typed, mark)

    # -- the lock -----------------------------------------------------------------------------

    def take(self, place: Place, lasts: timedelta) -> int | None:
        with as_user(self.user):
            answer = locks.acquire(place.entity, place.pk, tab=self.tab, lasts=lasts)
        if answer.token is not None:
            return answer.token
        way = self.chance.random()
        if answer.holder_id == self.user.pk and way < 0.4:
            return self.continue_here(place, lasts)
        if self.user.role == Role.ADMIN and way < 0.5:
            return self.break_open(place, lasts)
        if way < 0.7:
            return self.wait_for(place, lasts)
        return None

    def continue_here(self, place: Place, lasts: timedelta) -> int | None:
        with as_user(self.user):
            token = locks.continue_here(place.entity, place.pk, tab=self.tab, lasts=lasts)
        self.tally.count("continued in another tab")
        return token

    def break_open(self, place: Place, lasts: timedelta) -> int | None:
        with as_user(self.user):
            lock = RecordLock.objects.on(place.entity, place.pk).first()
            if lock is None:
                return None
            record = place.read(self.user)
            if locks.break_lock(lock=lock, of=record, by=self.user, reason="in a hurry"):
                self.tally.count("broken by an admin")
        with as_user(self.user):
            return locks.acquire(place.entity, place.pk, tab=self.tab, lasts=lasts).token

    def wait_for(self, place: Place, lasts: timedelta) -> int | None:
        with as_user(self.user):
            locks.ask(place.entity, place.pk, by=self.user, tab=self.tab)
        for _try in range(6):
            time.sleep(0.015)
            with as_user(self.user):
                answer = locks.acquire(place.entity, place.pk, tab=self.tab, lasts=lasts)
            if answer.token is not None:
                self.tally.count("waited for")
                return answer.token
        return None

    def dawdle(self, place: Place, token: int, lasts: float) -> bool:
        """False if the tab is gone; what is typed is sent in any other case, however late."""
        way = self.chance.random()
        if way < 0.05:
            return False
        if way < 0.15:
            time.sleep(lasts * 1.3)
        elif way < 0.30:
            time.sleep(lasts * 0.7)
            with as_user(self.user):
                more = timedelta(seconds=lasts)
                kept = locks.extend(place.entity, place.pk, token=token, lasts=more)
            self.tally.count("extended" if kept else "too late to extend")
            time.sleep(lasts * 0.5)
        else:
            time.sleep(self.chance.uniform(0, lasts * 0.3))
        self.answer(place, token)
        return True

    def answer(self, place: Place, token: int) -> None:
        """Somebody may have asked: hand over and send all the same, or decline."""
        with as_user(self.user):
            if self.chance.random() < 0.3:
                if locks.hand_over(place.entity, place.pk, token=token):
                    self.tally.count("handed over")
            elif locks.decline(place.entity, place.pk, token=token):
                self.tally.count("declined")

    # -- the save -----------------------------------------------------------------------------

    def save(self, form: Form, token: int) -> None:
        for _try in range(8):
            try:
                self.send(form, token)
            except Stale as stale:
                self.tally.count("merged")
                self.merge(form, stale)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") != "55P03":
                    raise
                self.tally.count("refused")
                return
            else:
                changed = [n for n in form.typed if form.mark in form.typed[n]]
                self.tally.acknowledge([Edit(form.place, name, form.mark) for name in changed])
                return

    def send(self, form: Form, token: int) -> None:
        changes = {n: v for n, v in form.typed.items() if v != form.original[n]}
        with as_user(self.user):
            present(token)
            record = form.place.read(self.user)
            form.place.change(record, by=self.user, version=form.version, changes=changes)
            locks.release(form.place.entity, form.place.pk, token=token)

    def merge(self, form: Form, stale: Stale) -> None:
        """As the form does; what both changed, this person puts together by hand."""
        theirs = form.place.values(stale.current)
        merged = merge(form.original, form.typed, theirs)
        by_hand = {name: theirs[name] + form.mark for name in merged.both}
        form.version, form.original = stale.current.version, theirs
        form.typed = {**merged.values, **by_hand}
