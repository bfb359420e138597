from jobs.work.models.absence import Absence
from jobs.work.models.bench import BenchItem, BenchSheet, Measurement
from jobs.work.models.feed import CalendarFeed
from jobs.work.models.grant import JobGrant
from jobs.work.models.holiday import Holiday
from jobs.work.models.item import JobItem
from jobs.work.models.job import Job
from jobs.work.models.recall import RecallItem, RecallMail
from jobs.work.models.request import ServiceRequest, ServiceRequestItem
from jobs.work.models.skill import Skill
from jobs.work.models.standard import Standard
from jobs.work.models.visit_answer import VisitAnswer

__all__ = [
    "Absence",
    "BenchItem",
    "BenchSheet",
    "CalendarFeed",
    "Holiday",
    "Job",
    "JobGrant",
    "JobItem",
    "Measurement",
    "RecallItem",
    "RecallMail",
    "ServiceRequest",
    "ServiceRequestItem",
    "Skill",
    "Standard",
    "VisitAnswer",
]
