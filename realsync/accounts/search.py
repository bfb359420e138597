"""The text that people are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


class UserText(Func):
    function = "user_text"
    output_field = TextField()


USER_TEXT = UserText(F("name"), F("email"))
# A house's own domain stands in every address: such a word is read in order, not looked up.
USER_WORDS = WordSample(USER_TEXT)
