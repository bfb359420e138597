from jobs.work.models.grant import JobGrant
from jobs.work.models.item import JobItem
from jobs.work.models.job import Job

__all__ = ["Job", "JobGrant", "JobItem"]
