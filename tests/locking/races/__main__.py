"""`make chaos`: the races at full size, on servers that take 200 callers at once."""

import os
import sys

from realsync.embedded import postgres_settings
from realsync.embedded.with_servers import with_servers


def main() -> int:
    postgres_settings.TEST_CONNECTIONS = 260
    # When a transaction committed is asked of the server, not guessed by clocks of clients.
    postgres_settings.SETTINGS["track_commit_timestamp"] = "on"
    os.environ.update(CHAOS="all", REALSYNC_FAST_TESTS="1")
    return with_servers(["--", sys.executable, "-m", "pytest", "-q", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
