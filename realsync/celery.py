"""The worker (`celery -A realsync.celery worker`) and the beat: one static schedule, no tables."""

import os

from celery import Celery

from dashboards import schedule as dashboards
from jobs.certificates import schedule as certificates
from jobs.quotes import schedule as quotes
from jobs.work import schedule as work
from locking import schedule as locking
from realsync.db import schedule as freshness
from realsync.exports import schedule as exports
from realsync.lists import schedule as lists
from realsync.outbox import schedule as outbox
from realsync.serving import broker
from realsync.watch import schedule as watch
from tasks import schedule as tasks

QUEUES = ("quick", "heavy", "refresh")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
broker.use_it()
app = Celery("realsync", task_cls="realsync.watch.tasks:WatchedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_queues={name: {"exchange": name, "routing_key": name} for name in QUEUES},
    # A worker takes no more than it can do: what it holds is lost for a while when it dies.
    worker_prefetch_multiplier=1,
    beat_schedule={
        **outbox.SCHEDULE,
        **freshness.SCHEDULE,
        **lists.SCHEDULE,
        **exports.SCHEDULE,
        **locking.SCHEDULE,
        **dashboards.SCHEDULE,
        **quotes.SCHEDULE,
        **work.SCHEDULE,
        **certificates.SCHEDULE,
        **tasks.SCHEDULE,
        **watch.SCHEDULE,
    },
    beat_scheduler="realsync.serving.beat:BeatingScheduler",
)
app.autodiscover_tasks(related_name="background")
