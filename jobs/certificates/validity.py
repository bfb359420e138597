"""Was it in calibration on that day? Answered from validities, with the paper that says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from equipment.models import Equipment, Service
from jobs.certificates.models import Certificate, Validity
from realsync.db.scope import Person
from realsync.lists.words import day as in_words


@dataclass(frozen=True)
class Answer:
    """For one service."""

    service: str
    certificate: Certificate
    sentence: str
    is_yes: bool = False


def answers_for(user: Person, equipment: Equipment, on: date) -> list[Answer]:
    """By service; none where no certificate in force is that old."""
    validities = Validity.objects.visible_to(user).filter(equipment=equipment)
    holding = validities.on(on).select_related("service", "certificate")
    found = {each.service_id: _yes(each) for each in holding}
    certificates = Certificate.objects.visible_to(user).in_force().filter(equipment=equipment)
    latest = certificates.filter(performed_on__lte=on, service__isnull=False)
    latest = latest.order_by("service_id", "-performed_on", "-pk").distinct("service_id")
    for each in latest.select_related("service", "validity"):
        if each.service is not None:
            found.setdefault(each.service.pk, _no(each, each.service))
    return sorted(found.values(), key=lambda answer: answer.service)


def _yes(validity: Validity) -> Answer:
    last = validity.during.upper
    told = (
        _("Yes, until %s.") % in_words(last - timedelta(days=1))
        if last
        else _("Yes. No next date was agreed.")
    )
    certificate = validity.certificate
    return Answer(validity.service.name, certificate, told, is_yes=True)


def _no(certificate: Certificate, service: Service) -> Answer:
    """The last one before that day: it had run out by then, or never said that it is in order."""
    validity = getattr(certificate, "validity", None)
    last = validity.ends_on if validity else None
    if last is not None:
        told = _("No, only until %s.") % in_words(last)
    elif certificate.verdict:
        told = _("No: it was outside its limits on %s.") % in_words(certificate.performed_on)
    else:
        told = _("No: its certificate states no conformity.")
    return Answer(service.name, certificate, told)
