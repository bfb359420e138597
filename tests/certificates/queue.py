"""Certificates that wait for a review, as many as a test needs, the first promised first."""

from datetime import timedelta
from itertools import count as counting
from typing import Any

from django.utils import timezone

from jobs.certificates.models import Certificate

_numbers = counting(1)


def fill(sample: Certificate, count: int, **values: Any) -> list[Certificate]:
    """Like `sample`, which waits itself; each on an item of its own, in good order."""
    today = timezone.localdate()
    made = []
    for number in range(count):
        copy = Certificate.objects.using("owner").get(pk=sample.pk)
        copy.pk, copy._state.adding = None, True
        unlike_others = next(_numbers)
        copy.item_id, copy.token = -1000 - unlike_others, f"waits-{unlike_others}"
        copy.serial = f"W-{number:03d}"
        copy.promised_on = today + timedelta(days=10 + number)
        for name, value in values.items():
            setattr(copy, name, value)
        copy.save(using="owner")
        made.append(copy)
    return made
