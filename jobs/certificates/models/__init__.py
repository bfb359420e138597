from jobs.certificates.models.certificate import Certificate
from jobs.certificates.models.incident import Incident, IncidentCertificate, IncidentClient
from jobs.certificates.models.standard import CertificateStandard
from jobs.certificates.models.validity import Validity

__all__ = [
    "Certificate",
    "CertificateStandard",
    "Incident",
    "IncidentCertificate",
    "IncidentClient",
    "Validity",
]
