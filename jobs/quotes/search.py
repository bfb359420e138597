"""Text that quotes are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


class QuoteText(Func):
    function = "quote_text"
    output_field = TextField()


QUOTE_TEXT = QuoteText(F("number"), F("title"), F("company_name"), F("purchase_order"))
QUOTE_WORDS = WordSample(QUOTE_TEXT)
