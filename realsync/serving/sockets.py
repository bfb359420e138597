"""uvicorn's WebSocket protocol lets a client that stopped reading stay; this one does not."""

import asyncio

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

# Hints are 20 bytes. Whoever has not taken so many of them for so long has gone.
UNREAD_BYTES = 4096
UNREAD_SECONDS = 10.0


class LiveProtocol(WebSocketsSansIOProtocol):
    unread_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=UNREAD_BYTES)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self.unread_deadline = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        self._stop_waiting()
        super().resume_writing()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._drop_unread()

    def shutdown(self) -> None:
        """Told 1012, service restart: the page comes back in its own time."""
        super().shutdown()
        self._drop_unread()

    def _drop_unread(self) -> None:
        # A transport that is closed waits for ever for what nobody reads.
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _stop_waiting(self) -> None:
        if self.unread_deadline is not None:
            self.unread_deadline.cancel()
            self.unread_deadline = None
