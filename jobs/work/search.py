"""Text that jobs are found by; the SQL function carries the trigram index."""

from django.db.models import F, Func, TextField


class JobText(Func):
    function = "job_text"
    output_field = TextField()


JOB_TEXT = JobText(F("number"), F("title"), F("company_name"), F("invoice_number"))
