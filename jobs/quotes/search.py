"""Text that quotes are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField


class QuoteText(Func):
    function = "quote_text"
    output_field = TextField()


QUOTE_TEXT = QuoteText(F("number"), F("title"), F("company_name"), F("purchase_order"))
