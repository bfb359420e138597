"""The text that tasks are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


class TaskText(Func):
    function = "task_text"
    output_field = TextField()


TASK_TEXT = TaskText(F("title"), F("text"))
TASK_WORDS = WordSample(TASK_TEXT)
