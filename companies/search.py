"""Texts that companies, branches and contacts are found by; each has its trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


class CompanyText(Func):
    function = "company_text"
    output_field = TextField()


class BranchText(Func):
    function = "branch_text"
    output_field = TextField()


class ContactText(Func):
    function = "contact_text"
    output_field = TextField()


COMPANY_TEXT = CompanyText(F("code"), F("name"), F("trading_name"))
BRANCH_TEXT = BranchText(F("code"), F("name"), F("company_name"), F("city"))
CONTACT_TEXT = ContactText(F("name"), F("email"), F("phone"), F("job_title"))
COMPANY_WORDS = WordSample(COMPANY_TEXT)
BRANCH_WORDS = WordSample(BRANCH_TEXT)
CONTACT_WORDS = WordSample(CONTACT_TEXT)
