"""Which items of a job have a certificate in force, for the page that a client has of the job."""

from jobs.certificates.models import Certificate
from jobs.work.choices import Verdict
from jobs.work.papers import Paper
from realsync.db.scope import Person

VERDICTS = dict(Verdict.choices)


def papers_of(user: Person, job_id: int) -> dict[int, Paper]:
    rows = Certificate.objects.visible_to(user).in_force().filter(job_id=job_id).order_by("pk")
    return {
        item: Paper(pk, number, str(VERDICTS.get(verdict, "")))
        for item, pk, number, verdict in rows.values_list("item_id", "pk", "number", "verdict")
    }
