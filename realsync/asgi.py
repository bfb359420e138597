"""One application on one port: WebSockets are for the hub, everything else is Django's, in threads.

Django's own ASGI handler costs four times as much a page. No thread is taken before a request
has arrived whole, so slow and half-sent ones cost a socket each and nothing more.
"""

import os
from time import perf_counter
from typing import cast

from a2wsgi import WSGIMiddleware
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope

from realsync.serving.bodies import WholeRequest, whole_request
from realsync.serving.lifespan import lifespan
from realsync.wsgi import application as django

# isort: split
# With Django set up.
from realsync.live.address import direct_address
from realsync.live.streams import Streams
from realsync.pages.health import register_sign
from realsync.watch.beside import begin_beside, end_beside
from realsync.watch.counters import BEGUN, LOST
from realsync.watch.requests import ARRIVED

# A thread keeps one database connection: processes times threads must fit the limit of 60.
THREADS = int(os.environ.get("WEB_THREADS", "8"))
# A page is three pieces. With this much room, a client that reads slowly holds no thread.
PIECES_WAITING = 256

threads = WSGIMiddleware(django, workers=THREADS, send_queue_size=PIECES_WAITING)
streams = Streams(threads.executor, direct_address())
register_sign("live", streams.are_heard)


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send, begin=_begin, end=_end)
    elif scope["type"] == "websocket":
        await streams.watch(scope, receive, send)
    else:
        request = await whole_request(scope, receive, send)
        if request is not None:
            await _answer(request)


async def _begin() -> None:
    begin_beside(threads.executor)
    await streams.begin()


async def _end() -> None:
    end_beside()
    await streams.end()


async def _answer(request: WholeRequest) -> None:
    scope = cast(Scope, {**request.scope, ARRIVED: perf_counter()})
    BEGUN.inc()
    try:
        await threads(scope, request.receive, request.send)
    except Exception:
        LOST.inc()
        raise
