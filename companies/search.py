"""Texts that companies and branches are found by; the SQL functions carry the trigram indexes."""

from django.db.models import F, Func, TextField


class CompanyText(Func):
    function = "company_text"
    output_field = TextField()


class BranchText(Func):
    function = "branch_text"
    output_field = TextField()


COMPANY_TEXT = CompanyText(F("code"), F("name"), F("trading_name"))
BRANCH_TEXT = BranchText(F("code"), F("name"), F("company_name"), F("city"))
