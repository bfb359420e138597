from collections.abc import Awaitable, Callable

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable

Step = Callable[[], Awaitable[None]]


async def _nothing() -> None:
    pass


async def lifespan(
    receive: ASGIReceiveCallable,
    send: ASGISendCallable,
    *,
    begin: Step = _nothing,
    end: Step = _nothing,
) -> None:
    """What a process starts before its first request and puts away after its last."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await begin()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await end()
            await send({"type": "lifespan.shutdown.complete"})
            return
