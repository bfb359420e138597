from jobs.certificates.models import Certificate
from jobs.certificates.paper.setting import pdf_of
from jobs.certificates.paper.storing import keep


def issue_once(certificate_id: int) -> None:
    """The file, and its hash; as the system. However often it is asked for, it is made once."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    if certificate.pdf:
        return
    kept = keep(certificate, pdf_of(certificate))
    Certificate.objects.filter(pk=certificate_id).update(pdf=kept.name, pdf_sha256=kept.sha256)
