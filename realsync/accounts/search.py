"""The text that people are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField


class UserText(Func):
    function = "user_text"
    output_field = TextField()


USER_TEXT = UserText(F("name"), F("email"))
