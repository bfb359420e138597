from jobs.quotes.models import Quote
from realsync.editing.writing import assign


def move_to(quote: Quote, status: str, **also: str) -> None:
    """The trigger `quotes_move` decides; the row is read back, with what follows from the move."""
    assign(quote, {"status": status, **also})
    quote.refresh_from_db()
