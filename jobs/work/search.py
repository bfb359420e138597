"""Texts that jobs and standards are found by; that of jobs carries the trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


class JobText(Func):
    function = "job_text"
    output_field = TextField()


class StandardText(Func):
    function = "standard_text"
    output_field = TextField()


JOB_TEXT = JobText(F("number"), F("title"), F("company_name"), F("invoice_number"))
JOB_WORDS = WordSample(JOB_TEXT)
STANDARD_TEXT = StandardText(
    F("code"), F("name"), F("manufacturer"), F("model"), F("serial"), F("category")
)
