"""What leaves for Sentry, as a server of the test's own receives it."""

import gzip
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import brotli

PLAIN = {"gzip": gzip.decompress, "br": brotli.decompress}

SAYS = """
import sentry_sdk, sys
from realsync.watch.sentry import begin_reporting
begin_reporting(sys.argv[1], release="r1")
mail = "ada.secret@example.org"
try:
    raise ValueError(f"Key (email)=({mail}) is taken")
except ValueError as error:
    sentry_sdk.capture_exception(error)
sentry_sdk.flush(10)
"""


def test_kind_and_lines_and_nothing_of_people() -> None:
    received: list[bytes] = []

    class Sink(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(PLAIN[self.headers["Content-Encoding"]](body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Sink)
    Thread(target=server.serve_forever, daemon=True).start()
    dsn = f"http://key@127.0.0.1:{server.server_port}/1"
    subprocess.run([sys.executable, "-c", SAYS, dsn], check=True, timeout=60)
    server.shutdown()
    server.server_close()
    said = b"".join(received)
    assert b"ValueError" in said
    assert b'"release":"r1"' in said
    assert b"ada.secret" not in said
