"""The proxy lets streams through, and treats beats at the same addresses as any request."""

from realsync.embedded.folder import ROOT


def test_streams_are_upgraded_and_last() -> None:
    rules = (ROOT / "docker/proxy/nginx.conf").read_text()
    place = rules.partition("location /live/ {")[2].partition("}")[0]
    assert "proxy_set_header Upgrade $http_upgrade;" in place
    assert "proxy_set_header Connection $connection;" in place
    assert "proxy_buffering off;" in place
    seconds = int(place.partition("proxy_read_timeout ")[2].partition("s;")[0])
    assert seconds > 3 * 20, "uvicorn pings every 20 s"
    chosen = rules.partition("map $http_upgrade $connection {")[2].partition("}")[0].split()
    assert chosen == ["default", "upgrade;", "''", "'';"]
