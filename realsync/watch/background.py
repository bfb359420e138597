"""Each night, what has been kept long enough goes."""

import logging

from celery import shared_task

from realsync.watch.retention import purge

log = logging.getLogger("realsync.work")


@shared_task(name="watch.purge")  # type: ignore[untyped-decorator]
def purge_all() -> None:
    gone = {done.name: done.count for done in purge() if done.count}
    log.info("purged", extra={"facts": gone})
