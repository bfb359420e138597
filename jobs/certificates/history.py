"""What happens to certificates, in words."""

from django.utils.translation import gettext_lazy as _

from realsync.activity.verbs import Group, Verb, register_verbs, verbs_of_record
from realsync.inbox.verbs import Told, register_told

VERBS = {
    **verbs_of_record(
        "certificate",
        _("{who} drafted the certificate"),
        _("{who} changed the draft"),
        _("{who} threw the draft away"),
        _("{who} took the draft up again"),
    ),
    "certificate.submitted": Verb(_("{who} handed the certificate in"), Group.CHANGED, "accent"),
    "certificate.rejected": Verb(_("{who} rejected the certificate"), Group.CHANGED, "bad"),
    "certificate.approved": Verb(_("{who} approved the certificate"), Group.CHANGED, "good"),
    "certificate.superseded": Verb(_("{who} amended the certificate"), Group.CHANGED, "accent"),
    "certificate.withdrawn": Verb(_("{who} withdrew the certificate"), Group.CHANGED, "bad"),
    "certificate.downloaded": Verb(_("{who} downloaded the certificate"), Group.CHANGED),
    **verbs_of_record(
        "incident",
        _("{who} opened the incident"),
        _("{who} changed the incident"),
        _("{who} retired the incident"),
        _("{who} restored the incident"),
    ),
    "incident.told": Verb(_("{who} sent notices to clients"), Group.CHANGED, "accent"),
    "incident.settled": Verb(_("{who} settled it for a client"), Group.CHANGED, "good"),
    "incident.closed": Verb(_("{who} closed the incident"), Group.CHANGED, "good"),
    "pack.asked": Verb(_("{who} asked for an audit pack"), Group.CHANGED, "accent"),
    "pack.downloaded": Verb(_("{who} downloaded an audit pack"), Group.CHANGED),
    "job.certificates_told": Verb(_("{who} told the client of the certificates"), Group.CHANGED),
}
TOLD = {
    "incident.created": Told(_("{who} opened {what}"), icon="triangle-alert"),
    "pack.spoilt": Told(
        _("An audit pack of {what} could not be made: the file of a certificate is not as issued"),
        icon="triangle-alert",
    ),
    "certificate.rejected": Told(_("{who} rejected your certificate {what}"), icon="file-text"),
}


def register_history() -> None:
    register_verbs(VERBS)
    register_told(TOLD)
