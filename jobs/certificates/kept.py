"""Packs are files for a week; the beat looks for those each hour, too."""

from jobs.certificates.packs.sweep import sweep
from realsync.watch.retention import Files

RETENTION = (Files("packs", "Files of audit packs whose week is over.", sweep),)
