from django.urls import path

from jobs.certificates.views import paper, verify

certificates = [
    path("<record:pk>/pdf/", paper.certificate_pdf, name="pdf"),
    path("<record:pk>/preview/", paper.certificate_preview, name="preview"),
]
public_pages = [path("verify/<slug:token>/", verify.verify, name="verify")]
