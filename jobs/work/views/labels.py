"""Labels for the instruments of a job."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from equipment.labels.pages import labels_page
from equipment.models import Equipment
from jobs.work.models import Job, JobItem
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.WORK_SEE)
@writes
def labels_of_job(request: StaffRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    items = JobItem.objects.visible_to(request.user).active().filter(job=job)
    instruments = Equipment.objects.visible_to(request.user)
    return labels_page(request, job, instruments.filter(pk__in=items.values("equipment_id")))
