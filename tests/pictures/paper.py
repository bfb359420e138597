"""The picture of a certificate in docs/images: `python -m tests.pictures.paper`.

It needs no server.
"""

import os

import django
import pypdfium2  # type: ignore[import-untyped]

from tests.pictures.__main__ import IMAGES

SCALE = 1.6


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    from jobs.certificates.paper.setting import pdf_of
    from tests.certificates.sample import certificate

    document = pypdfium2.PdfDocument(pdf_of(certificate()))
    document[0].render(scale=SCALE).to_pil().save(IMAGES / "certificate.webp", quality=80)
    document.close()


if __name__ == "__main__":
    main()
