# The only interface: everything a person or a machine does here is one of these targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh
ARGS ?=

# With no home that can be written, caches stay in the clone.
ifneq ($(shell test -w "$(HOME)" && echo yes),yes)
export HOME := $(CURDIR)/.tools/home
endif

# Bytecode is kept, whatever the caller's environment says: without it each process compiles all
# that it imports at every start.
export PYTHONDONTWRITEBYTECODE :=

# Trust whom the machine trusts: a mirror may have a certificate of its own.
export UV_SYSTEM_CERTS ?= true

PYTHON := .venv/bin/python
CODE := $(wildcard conftest.py libs services tests benchmarks)
MEMBERS := libs/common libs/devstack libs/cli services/api services/instagram-ingest \
	services/media-uploader services/persister services/reddit-ingest
SOURCES := $(addsuffix /src,$(MEMBERS)) $(wildcard conftest.py tests benchmarks)
folders = $(patsubst %/,%,$(sort $(dir $(wildcard $(1)))))
UNIT := $(call folders,$(addsuffix /tests/unit/test_*.py,$(MEMBERS)))
PROPERTY := $(call folders,$(addsuffix /tests/property/test_*.py,$(MEMBERS)))
INTEGRATION := $(call folders,$(addsuffix /tests/integration/test_*.py,$(MEMBERS)) \
	tests/integration/test_*.py)
E2E := $(call folders,tests/e2e/test_*.py)
CHAOS := $(call folders,tests/chaos/test_*.py)
COVERAGE := .venv/bin/coverage
# More workers than cores, for most of a test's time is waiting; files in the order conftest gives.
SPREAD := -n 5 --dist loadfile --no-loadscope-reorder

.PHONY: help up down smoke test check unit properties format lint types boundaries bench fuzz kills \
	chaos lock env

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: ## Make or refresh the environment in .venv (every other target does it first)
	@.ci/bootstrap

up: ## Start everything; Ctrl-C stops it. ARGS=--detach returns once it is ready
	@./b9 up $(ARGS)

down: ## Stop what was started detached
	@./b9 down $(ARGS)

smoke: ## Ask the running stack, layer by layer, whether it tells the truth
	@./b9 smoke $(ARGS)

check: format lint types boundaries unit properties ## Format, lint, types, boundaries, unit and property tests

format: env
	.venv/bin/ruff format --check $(CODE)

lint: env
	.venv/bin/ruff check $(CODE)

# Test folders of members one by one: each has a conftest, and helpers beside its tests. Where a
# dash in the path keeps them from being packages, those helpers are modules of their own.
types: env
	.venv/bin/mypy $(SOURCES)
	@for folder in $(UNIT) $(PROPERTY) $(filter-out tests/%,$(INTEGRATION)); do \
		case $$folder in *-*) helpers=$$folder:$$(dirname $$folder)/unit ;; *) helpers= ;; esac; \
		echo "mypy $$folder" && MYPYPATH=$$helpers .venv/bin/mypy $$folder || exit 1; \
	done

boundaries: env
	.venv/bin/lint-imports
	@for member in $(MEMBERS); do \
		echo "deptry $$member" && (cd $$member && $(CURDIR)/.venv/bin/deptry src) || exit 1; \
	done

unit: env
	$(PYTHON) -m pytest -q $(UNIT) $(ARGS)

# Claims held against many drawn, listed or simulated cases; on fakes, as unit tests are.
properties: env
	$(PYTHON) -m pytest -q $(PROPERTY) $(ARGS)

# Processes that a test starts itself measure themselves too; those of a whole stack do not.
test: export COVERAGE_PROCESS_START := $(CURDIR)/pyproject.toml
test: export COVERAGE_FILE := $(CURDIR)/.coverage
test: env ## Unit, property, integration, end-to-end tests and a few kills, with coverage (gate 80 %)
	@$(COVERAGE) erase
	$(COVERAGE) run -m pytest -q -n 2 --dist loadfile $(UNIT) $(PROPERTY)
	$(COVERAGE) run -m pytest -q -m "not slow" $(SPREAD) $(INTEGRATION) $(E2E) $(CHAOS)
	@$(COVERAGE) combine --quiet
	$(COVERAGE) report --skip-covered

kills: env ## Kill every process in the middle of its work, again and again (an hour, or ARGS='-n 2' half of it)
	$(PYTHON) -m pytest -q tests/chaos $(ARGS)

chaos: kills ## The same

fuzz: env ## Ask the API thousands of things that its description allows, and forbids
	$(PYTHON) -m pytest -q -s -m slow services/api/tests/integration/test_fuzz.py $(ARGS)

bench: env ## Measure (ratios in one run), and keep the figures
	$(PYTHON) -m benchmarks $(ARGS)

UV = $(shell command -v uv || echo .tools/venv/bin/uv)
LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --quiet

.PHONY: openapi typescript

openapi: env ## Write docs/openapi.json and docs/errors.md as the code tells them
	$(PYTHON) -m b9_api.describe

typescript: openapi ## Make clients/typescript/api.d.ts of it, and compile what uses that (node)
	cd clients/typescript && npm ci --no-audit --no-fund && npm run generate && npm run compile

lock: env ## Resolve requirements.lock anew, and each service's own within it
	$(UV) pip compile $(LOCKING) --group dev pyproject.toml -o requirements.lock \
		$(foreach member,$(MEMBERS),--no-emit-package b9-$(notdir $(member))) $(ARGS)
	@for service in $(filter services/%,$(MEMBERS)); do \
		echo "lock $$service"; \
		$(UV) pip compile $(LOCKING) $$service/pyproject.toml -c requirements.lock \
			--no-emit-package b9-common -o $$service/requirements.lock $(ARGS) || exit 1; \
	done
