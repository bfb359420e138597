"""What the mail about a job's certificates says, and the way to them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.choices import ContactPurpose
from companies.models import Contact
from companies.unsubscribing import link_to_end
from jobs.certificates.models import Certificate
from jobs.certificates.models.certificate import CertificateQuerySet
from jobs.work.models import Job
from realsync.outbox.letter import Letter, Line

# More than these are counted, not named.
MOST_NAMED = 50


def letter_to(contact: Contact, job: Job, certificates: CertificateQuerySet) -> Letter:
    count = certificates.count()
    more = count - MOST_NAMED
    words = {
        "count": count,
        "number": job.number,
        "title": job.title,
        "branch": job.branch.name,
        "company": job.company.name,
        "name": contact.name,
    }
    return Letter(
        subject=_("Your certificates of %(number)s are ready: %(title)s") % words,
        greeting=_("Dear %(name)s,") % words,
        text=ngettext(
            "%(count)d certificate of %(number)s, %(title)s, at %(branch)s is issued.",
            "%(count)d certificates of %(number)s, %(title)s, at %(branch)s are issued.",
            count,
        )
        % words,
        lines=[_line(each) for each in certificates.order_by("number")[:MOST_NAMED]],
        more=ngettext("and %d more", "and %d more", more) % more if more > 0 else "",
        action=_("Open the certificates"),
        address=settings.SITE_ADDRESS + reverse("portal:job_detail", args=[job.pk]),
        reason=_("You get this as a contact of %(company)s for certificates.") % words,
        ends=link_to_end(contact.pk, ContactPurpose.CERTIFICATE),
    )


def _line(certificate: Certificate) -> Line:
    named = certificate.serial or certificate.asset_number
    detail = " · ".join(filter(None, (certificate.number, named)))
    return Line(certificate.description, detail)
