from companies.models.ask import Ask
from companies.models.branch import Branch
from companies.models.company import Company
from companies.models.contact import Contact
from companies.models.document import Document, DocumentVersion
from companies.models.grant import BranchGrant, CompanyGrant
from companies.models.merge import Merge
from companies.models.message import Message
from companies.models.note import Note
from companies.models.notice import Acknowledgement, Notice
from companies.models.retirement import Retirement
from companies.models.unsubscribing import UnsubscribeLink

__all__ = [
    "Acknowledgement",
    "Ask",
    "Branch",
    "BranchGrant",
    "Company",
    "CompanyGrant",
    "Contact",
    "Document",
    "DocumentVersion",
    "Merge",
    "Message",
    "Note",
    "Notice",
    "Retirement",
    "UnsubscribeLink",
]
