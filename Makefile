# make run, make test and the rest: see docs/running.md. Everything made here lies below .venv and var.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check bench hostile live clean programs
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
RUN_STAMP := .venv/.base.lock
DEV_STAMP := .venv/.dev.lock
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes
CORES := $(shell cores=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((cores > 4 ? 4 : cores)))
# Servers of their own: tests and measurements run while `make run` does.
WITH_TEST_SERVERS := REALSYNC_VAR=$(CURDIR)/var/test REALSYNC_FAST_TESTS=1 $(BIN)/python manage.py with_servers --
WITH_BENCH_SERVERS := REALSYNC_VAR=$(CURDIR)/var/bench $(BIN)/python manage.py with_servers --

help:
	@echo "make run    start everything (PORT=8000, SCALE=small or full); Ctrl-C stops it"
	@echo "make test   all checks and tests, in a real browser, too"
	@echo "make check  only format, lint, types, imports and migrations"
	@echo "make hostile  every hostile value into every field of every form (about 2 hours)"
	@echo "make live   1,000 open streams: what each costs, and how soon a hint arrives"
	@echo "make chaos  races for locks, lost edits and screens, at full size (about 20 minutes)"
	@echo "make bench  measure the pages against the yardsticks, at full size"
	@echo "make clean  remove the virtual environment and all data of this folder"

run: $(RUN_STAMP)
	@exec $(BIN)/python manage.py dev

test: $(DEV_STAMP) programs
	@$(MAKE) check
	@$(WITH_TEST_SERVERS) $(BIN)/pytest -n $(CORES) --dist loadgroup --max-worker-restart 0 $(ARGS)

check: $(DEV_STAMP)
	@echo "format"; $(BIN)/ruff format --check --quiet .
	@echo "lint"; $(BIN)/ruff check --quiet .
	@echo "templates"; git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2 --check
	@echo "imports"; said=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$said"; exit 1; }
	@echo "types"; $(BIN)/mypy --no-error-summary .
	@echo "migrations"; $(WITH_TEST_SERVERS) $(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@$(WITH_TEST_SERVERS) $(BIN)/python .ci/lint_migrations.py

hostile: $(DEV_STAMP)
	@HOSTILE=all $(WITH_TEST_SERVERS) $(BIN)/pytest -n $(CORES) tests/hostile -rP -o faulthandler_timeout=0 $(ARGS) | grep -E "forms, |passed|failed"

live: $(DEV_STAMP)
	@$(WITH_TEST_SERVERS) $(BIN)/python -m tests.live.load $(ARGS)

chaos: $(DEV_STAMP) programs
	@REALSYNC_VAR=$(CURDIR)/var/chaos $(BIN)/python -m tests.locking.races tests/locking/races $(ARGS)
	@$(BIN)/python -m tests.live.latency

bench: $(DEV_STAMP)
	@$(WITH_BENCH_SERVERS) $(BIN)/python -m tests.bench $(ARGS)

clean:
	@if [ -x $(BIN)/python ]; then for var in var/test var/bench var/chaos var; do \
	  REALSYNC_VAR=$(CURDIR)/$$var $(BIN)/python manage.py remove_servers || exit 1; done; fi
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

$(RUN_STAMP): requirements/base.lock
	@.ci/environment
	@echo "Installing the packages of requirements/base.lock…"
	@$(PIP) -r requirements/base.lock
	@touch $@

$(DEV_STAMP): requirements/dev.lock requirements/base.lock
	@.ci/environment
	@echo "Installing the packages of requirements/dev.lock…"
	@$(PIP) -r requirements/dev.lock
	@touch $(RUN_STAMP) $@

programs:
	@.ci/programs
