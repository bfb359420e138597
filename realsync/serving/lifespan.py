from asgiref.typing import ASGIReceiveCallable, ASGISendCallable


async def lifespan(receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Nothing to prepare and nothing to put away, yet the server waits for both answers."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return
