"""What the pages of the bench have in common."""

from typing import cast

from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from companies.retiring.pages import held_in_words
from companies.retiring.refused import Refused
from jobs.work.models import Job
from realsync.db.violations import in_words
from realsync.pages.requests import StaffRequest


def job_of(request: StaffRequest, pk: int) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user), pk=pk)


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def refusal_in_words(request: StaffRequest, job: Job, error: Exception) -> str:
    """Raises the error where it is none of a person's doing."""
    if isinstance(error, Refused):
        return error.sentence
    if isinstance(error, OperationalError):
        return held_in_words(error, request, job)
    violation = in_words(cast(IntegrityError, error))
    if violation is None:
        raise error
    return str(violation.sentence)
