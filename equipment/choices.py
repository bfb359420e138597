from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EquipmentStatus(TextChoices):
    IN_SERVICE = "in_service", _("In service")
    OUT_OF_SERVICE = "out_of_service", _("Out of service")
    UNDER_REPAIR = "under_repair", _("Under repair")
    MISSING = "missing", _("Missing")
    RETIRED = "retired", _("Retired")


class ServiceUnit(TextChoices):
    ITEM = "item", _("per item")
    HOUR = "hour", _("per hour")
    FLAT = "flat", _("flat")


class ProposalKind(TextChoices):
    """What a client proposes of the register."""

    MOVED = "moved", _("Moved")
    SCRAPPED = "scrapped", _("Scrapped")
    CORRECTED = "corrected", _("Correction")
    NEW = "new", _("New instrument")


class ProposalState(TextChoices):
    OPEN = "open", _("Waiting for our answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
