"""Words become patterns by one rule, in Python and in SQL."""

from collections.abc import Iterator

import pytest
from django.db import connections
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from realsync.lists.search import like_patterns

WORDS = st.text(st.sampled_from("ab%_\\ ÄßÉé1-"), max_size=20)


def test_one_or_two_letters_begin_a_word() -> None:
    assert like_patterns("ab c") == ["% ab%", "% c%"]


def test_the_longest_word_comes_first_and_signs_stand_for_themselves() -> None:
    assert like_patterns("50% a_b\\c") == ["%a\\_b\\\\c%", "%50\\%%"]


def test_no_word_is_no_pattern() -> None:
    assert like_patterns("  ") == []


@pytest.fixture(scope="module")
def database(pristine: object, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@settings(deadline=None)
@given(query=WORDS)
def test_the_database_makes_the_same_patterns(database: None, query: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT like_patterns(%s)", [query])
        (patterns,) = cursor.fetchone() or (None,)
    assert like_patterns(query) == (patterns or [])
