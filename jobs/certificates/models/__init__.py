from jobs.certificates.models.certificate import Certificate
from jobs.certificates.models.standard import CertificateStandard

__all__ = ["Certificate", "CertificateStandard"]
