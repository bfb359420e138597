"""Redis as the broker of a worker that does not end because it went away."""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class Channel(redis.Channel):
    """Work that is done just as Redis goes away is acknowledged on a channel that was closed. With
    kombu's own the worker ends of an AttributeError, as it asks for an address that is gone; this
    says that the connection is lost, which the worker expects.
    """

    def _connparams(self, asynchronous: bool = False) -> Any:
        if self.connection is None or self.connection.client is None:
            raise ConnectionError("The connection to the broker was closed.")
        return super()._connparams(asynchronous=asynchronous)  # type: ignore[no-untyped-call]


class Transport(redis.Transport):
    Channel = Channel


def use_it() -> None:
    """For all addresses that begin with `redis://` or `rediss://`."""
    TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), f"{__name__}:Transport"))
