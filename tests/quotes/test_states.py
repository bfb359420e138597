"""The moves of a quote, and what stays once it was sent: by plain SQL, as owner."""

import pytest
from django.db import IntegrityError, connections, transaction

from jobs.quotes.choices import MOVES, QuoteStatus
from jobs.quotes.models import Quote, QuoteLine
from tests.world import World

STATES = list(QuoteStatus)


def owner_sql(sql: str, *params: str | int) -> None:
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)


def now(quote: Quote) -> Quote:
    return Quote.objects.using("owner").get(pk=quote.pk)


def put_into(quote: Quote, state: str) -> None:
    """Along the moves that there are."""
    if state != QuoteStatus.DRAFT and quote.status == QuoteStatus.DRAFT:
        owner_sql("UPDATE quotes SET status = 'sent' WHERE id = %s", quote.pk)
    if state == QuoteStatus.PART_ACCEPTED:
        owner_sql(
            "UPDATE quote_lines SET is_accepted = true WHERE quote_id = %s AND position = 1",
            quote.pk,
        )
    if state not in (QuoteStatus.DRAFT, QuoteStatus.SENT):
        owner_sql("UPDATE quotes SET status = %s WHERE id = %s", state, quote.pk)


@pytest.mark.parametrize("before", STATES)
def test_the_square_of_states(world: World, before: str) -> None:
    quote = world.quotes["draft"]
    put_into(quote, before)
    for after in STATES:
        if after == before or after in MOVES.get(before, ()):
            continue
        with pytest.raises(IntegrityError, match="does not move"):
            owner_sql("UPDATE quotes SET status = %s WHERE id = %s", after, quote.pk)
    assert Quote.objects.using("owner").get(pk=quote.pk).status == before


@pytest.mark.parametrize("after", sorted(MOVES[QuoteStatus.SENT]))
def test_a_sent_quote_is_answered(world: World, after: str) -> None:
    quote = world.quotes["draft"]
    put_into(quote, after)
    quote = now(quote)
    lines = QuoteLine.objects.using("owner").filter(quote=quote).in_order()
    answers = {
        "accepted": [True, True, True],
        "part_accepted": [True, False, False],
        "declined": [False, False, False],
    }
    assert list(lines.values_list("is_accepted", flat=True)) == answers.get(after, [None] * 3)
    assert (quote.answered_at is not None) == (after in answers)
    assert quote.sent_at is not None


def test_in_part_needs_lines_of_both_sorts(world: World) -> None:
    quote = world.quotes["sent"]
    with pytest.raises(IntegrityError, match="In part"):
        owner_sql("UPDATE quotes SET status = 'part_accepted' WHERE id = %s", quote.pk)


def test_a_quote_without_lines_is_not_sent(world: World) -> None:
    quote = world.quotes["draft"]
    owner_sql("UPDATE quote_lines SET is_active = false WHERE quote_id = %s", quote.pk)
    with pytest.raises(IntegrityError, match="without lines"):
        owner_sql("UPDATE quotes SET status = 'sent' WHERE id = %s", quote.pk)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quotes SET title = 'Other' WHERE id = %s",
        "UPDATE quotes SET discount_percent = 5 WHERE id = %s",
        "UPDATE quotes SET valid_until = '2040-01-01' WHERE id = %s",
        "UPDATE quotes SET number = 'QTE-20260101-9999' WHERE id = %s",
        "UPDATE quotes SET is_active = false WHERE id = %s",
        "UPDATE quote_lines SET unit_price = 1 WHERE quote_id = %s",
        "UPDATE quote_lines SET is_sent = false WHERE quote_id = %s",
        "UPDATE quote_lines SET is_active = false WHERE quote_id = %s",
        "DELETE FROM quote_lines WHERE quote_id = %s",
        "INSERT INTO quote_lines (quote_id, company_id, branch_id, description, unit_price)"
        " SELECT id, company_id, branch_id, 'More', 1 FROM quotes WHERE id = %s",
    ],
)
def test_what_was_sent_stays(world: World, change: str) -> None:
    with pytest.raises(IntegrityError):
        owner_sql(change, world.quotes["sent"].pk)


def test_an_answer_stays(world: World) -> None:
    quote = world.quotes["sent"]
    put_into(quote, QuoteStatus.ACCEPTED)
    for change in (
        "UPDATE quotes SET purchase_order = '4711' WHERE id = %s",
        "UPDATE quote_lines SET is_accepted = false WHERE quote_id = %s",
    ):
        with pytest.raises(IntegrityError):
            owner_sql(change, quote.pk)


def test_a_quote_without_number_is_none(world: World) -> None:
    with pytest.raises(IntegrityError, match="has no number"):
        owner_sql(
            "INSERT INTO quotes (company_id, branch_id, owner_id, title, valid_until)"
            " SELECT company_id, branch_id, owner_id, 'X', valid_until FROM quotes WHERE id = %s",
            world.quotes["draft"].pk,
        )


def test_a_renamed_company_is_renamed_on_its_quotes(world: World) -> None:
    owner_sql("UPDATE companies SET name = 'Zeta' WHERE id = %s", world.aster.pk)
    quote = world.quotes["sent"]
    assert (now(quote).company_name, now(quote).version) == ("Zeta", quote.version)


def test_a_line_takes_the_place_of_its_quote(world: World) -> None:
    quote = world.quotes["draft"]
    owner_sql("UPDATE quotes SET branch_id = %s WHERE id = %s", world.south.pk, quote.pk)
    places = (
        QuoteLine.objects.using("owner").filter(quote=quote).values_list("branch_id", flat=True)
    )
    assert set(places) == {world.south.pk}
