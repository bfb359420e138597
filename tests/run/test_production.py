"""docker-compose.yml keeps the production shape."""

import json
import re
from typing import Any

import pytest
import yaml

from realsync.embedded.folder import ROOT
from realsync.serving import bodies

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")


def told(service: str) -> dict[str, str]:
    given: dict[str, str] = SERVICES[service].get("environment", {})
    return given


def test_its_services() -> None:
    expected = {"db", "pgbouncer", "redis", "migrate", "web", "worker", "beat", "proxy"}
    assert set(SERVICES) == expected


@pytest.mark.parametrize("service", SERVICES)
def test_each_has_a_healthcheck_an_environment_and_a_policy_of_restart(service: str) -> None:
    check = SERVICES[service]["healthcheck"]
    assert check.get("test") or service == "migrate"
    assert told(service)
    assert SERVICES[service]["restart"] == ("no" if service == "migrate" else "unless-stopped")


def test_postgresql_is_18_with_the_builtin_collation() -> None:
    assert SERVICES["db"]["image"] == "postgres:18"
    arguments = told("db")["POSTGRES_INITDB_ARGS"]
    assert "--locale-provider=builtin --builtin-locale=C.UTF-8" in arguments
    mounted = " ".join(SERVICES["db"]["volumes"])
    assert "./realsync/db/sql/roles.sql:/realsync/roles.sql" in mounted


@pytest.mark.parametrize("service", [name for name in SERVICES if name not in ("db", "migrate")])
def test_only_migrate_is_given_the_owner(service: str) -> None:
    assert "OWNER" not in str(SERVICES[service])
    assert "realsync_owner" not in str(SERVICES[service])


def test_each_process_has_its_own_login_through_pgbouncer() -> None:
    assert told("web")["DATABASE_URL"].startswith("postgresql://realsync_web:")
    for service in ("worker", "beat"):
        assert told(service)["DATABASE_URL"].startswith("postgresql://realsync_worker:")
        assert "WEB_PASSWORD" not in str(SERVICES[service])
    for service in ("web", "worker", "beat"):
        assert "@pgbouncer:6432/" in told(service)["DATABASE_URL"]


def test_migrations_and_listening_go_round_pgbouncer() -> None:
    assert "@db:5432/" in told("migrate")["DATABASE_OWNER_URL"]
    assert "realsync_owner" in told("migrate")["DATABASE_OWNER_URL"]
    assert "@db:5432/" in told("web")["DATABASE_DIRECT_URL"]


def test_pgbouncer_pools_by_transaction_within_the_connections_there_are() -> None:
    settings = dict(
        re.findall(r"^(\w+) = (.+)$", (ROOT / "docker/pgbouncer/pgbouncer.ini").read_text(), re.M)
    )
    assert settings["pool_mode"] == "transaction"
    allowed = re.search(r"max_connections=(\d+)", SERVICES["db"]["command"])
    assert allowed is not None
    assert int(settings["max_db_connections"]) < int(allowed[1]) - 3 <= 60


def test_only_the_proxy_is_reached_from_outside_and_it_buffers() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    rules = (ROOT / "docker/proxy/nginx.conf").read_text()
    for rule in ("proxy_buffering on;", "proxy_request_buffering on;"):
        assert rule in rules
    for limit in ("client_header_timeout", "client_body_timeout", "client_max_body_size"):
        assert limit in rules


@pytest.mark.parametrize("service", OURS)
def test_ours_wait_for_what_they_need_and_have_no_rights(service: str) -> None:
    assert SERVICES[service]["cap_drop"] == ["ALL"]
    assert SERVICES[service]["read_only"] is True
    waits = SERVICES[service]["depends_on"]
    if service == "migrate":
        assert waits == {"db": {"condition": "service_healthy"}}
    else:
        assert waits["migrate"] == {"condition": "service_completed_successfully"}


def test_who_serves_and_who_draws_documents_see_the_same_files() -> None:
    for service in ("web", "worker"):
        assert "files:/srv/files" in SERVICES[service]["volumes"]
        assert json.loads(told(service)["FILES_OPTIONS"]) == {"location": "/srv/files"}
    assert "/srv/files" in (ROOT / "Dockerfile").read_text()


def test_all_processes_count_in_one_place() -> None:
    for service in ("web", "worker", "beat"):
        assert "counts:/srv/counts" in SERVICES[service]["volumes"]
        assert told(service)["PROMETHEUS_MULTIPROC_DIR"] == "/srv/counts"
        assert told(service)["LOG_FORMAT"] == "${LOG_FORMAT:-json}"
    assert "/srv/counts" in (ROOT / "Dockerfile").read_text()
    assert COMPOSE["volumes"]["counts"]["driver_opts"]["type"] == "tmpfs"
    assert "shared_preload_libraries=pg_stat_statements" in SERVICES["db"]["command"]


def test_the_proxy_lets_through_what_the_web_takes() -> None:
    rules = (ROOT / "docker/proxy/nginx.conf").read_text()
    sizes = [int(size) * 1024 * 1024 for size in re.findall(r"client_max_body_size (\d+)m;", rules)]
    assert sizes == [bodies.MAX_BYTES, bodies.MAX_UPLOAD_BYTES]


def test_the_web_scales_and_stops_gracefully() -> None:
    assert "container_name" not in SERVICES["web"]
    assert SERVICES["web"]["deploy"]["replicas"] > 1
    assert int(SERVICES["web"]["stop_grace_period"].removesuffix("s")) > 5


def test_the_example_names_every_secret_and_holds_none() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    example = dict(line.partition("=")[::2] for line in lines if line and line[0] != "#")
    demanded = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert demanded <= set(example)
    assert {example[name] for name in demanded - {"ALLOWED_HOSTS"}} == {""}


def test_the_image_runs_without_rights_on_locked_packages() -> None:
    lines = (ROOT / "Dockerfile").read_text()
    assert "FROM python:3.11-slim" in lines
    assert "--require-hashes -r requirements/base.lock" in lines
    assert re.findall(r"^USER (\w+)$", lines, re.M)[-1] != "root"
