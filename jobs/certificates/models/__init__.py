from jobs.certificates.models.certificate import Certificate
from jobs.certificates.models.incident import Incident, IncidentCertificate, IncidentClient
from jobs.certificates.models.pack import AuditPack
from jobs.certificates.models.standard import CertificateStandard
from jobs.certificates.models.validity import Validity

__all__ = [
    "AuditPack",
    "Certificate",
    "CertificateStandard",
    "Incident",
    "IncidentCertificate",
    "IncidentClient",
    "Validity",
]
