# Everything a person or the CI does with this project. `make` alone lists it.
# Needs Python 3.11. `make check` and `make test` also need Node 20, and install it where there is none.

PYTHON ?= python3.11
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PY := $(BIN)/python
RUN_READY := $(VENV)/.ready-to-run
DEV_READY := $(VENV)/.ready-to-develop
NODE_READY := frontend/node_modules/.ready
SERVERS_READY := $(VENV)/.ready-servers

# Databases tests run on SQLite first, then those that touch the database once more on PostgreSQL.
WORKERS ?= 2
PYTEST := cd backend && $(PY) -m pytest
# Values for checks of the production settings; they open nothing.
PRODUCTION_ENV = READ_DOT_ENV=false PRODUCTION=true LOCAL_DIR=$(CURDIR)/.local/check \
	SECRET_KEY=fRZ0dVn7uLq2Yk9sTg4hXb8cWm1pJe6aKo3iQzD5vNyUxSBtHw \
	JWT_KEYS=check:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx EMAIL_URL=smtp+tls://none:none@127.0.0.1:1 \
	DATABASE_URL=postgres://catalogue:none@127.0.0.1:1/catalogue REDIS_URL=redis://127.0.0.1:1/0 \
	KOPIS_SERVICE_KEY=none ALLOWED_HOSTS=culturepedia.invalid CORS_ALLOWED_ORIGINS=https://culturepedia.invalid \
	PUBLIC_BASE_URL=https://culturepedia.invalid NUM_PROXIES=1
# Values for tools that only import the code.
TOOL_ENV = READ_DOT_ENV=false LOCAL_DIR=$(CURDIR)/.local/check SECRET_KEY=only-for-tools-that-import-the-code-and-answer-nobody

# Last on the path: a Node that was installed there serves only where the machine has none.
export PATH := $(PATH):$(BIN)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
.PHONY: help run test fuzz check format bench bench-recs budgets sandbox manage check-samples lock clean schema screenshots setup \
	test-fast test-postgres test-e2e test-e2e-postgres test-js check-python check-schema check-frontend check-containers check-locks

help: ## Show this list
	@echo "Culturepedia: make <target>"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Use -------------------------------------------------------------------------------------------------------------
run: $(RUN_READY) ## Start everything; API_PORT=8000 WEB_PORT=8080 HOST=127.0.0.1
	@cd backend && exec $(PY) -m runner --stop-with-parent

sandbox: $(RUN_READY) ## Run the KOPIS sandbox alone; SANDBOX_PORT=8901
	@cd backend && exec $(PY) -m sandbox --host $(or $(HOST),127.0.0.1) --port $(or $(SANDBOX_PORT),8901)

manage: $(RUN_READY) ## Run a Django command: make manage ARGS="sync_kopis --rankings"
	@cd backend && exec $(PY) manage.py $(ARGS)

# --- Prove -----------------------------------------------------------------------------------------------------------
test: test-fast test-postgres test-e2e test-js ## Run every test, with real PostgreSQL, Redis and Chromium

test-fast: $(DEV_READY) $(SERVERS_READY)
	@echo "== Tests on SQLite"
	@$(PYTEST) -n $(WORKERS) -m "not e2e" $(ARGS)

test-postgres: $(DEV_READY)
	@echo "== The tests that use the database, on PostgreSQL"
	@cd backend && TEST_DB=postgres $(PY) -m pytest -n $(WORKERS) -m "database and not e2e" $(ARGS)

fuzz: $(DEV_READY) ## Ask every operation of the API 200 generated questions of each kind; FUZZ_EXAMPLES=200 TEST_DB=postgres
	@cd backend && FUZZ_EXAMPLES=$(or $(FUZZ_EXAMPLES),200) $(PY) -m pytest -n $(WORKERS) tests/contract/test_any_question.py $(ARGS)

test-e2e: $(DEV_READY) $(NODE_READY) $(SERVERS_READY)
	@echo "== Tests in a browser against the whole stack"
	@$(PYTEST) -m e2e $(ARGS)

test-e2e-postgres: $(DEV_READY) $(NODE_READY) $(SERVERS_READY) ## Run the browser journeys that change data on PostgreSQL
	@cd backend && TEST_DB=postgres $(PY) -m pytest -m "e2e and writes" $(ARGS)

test-js: $(NODE_READY)
	@echo "== Tests of the app's modules"
	@cd frontend && npm run --silent test

check: check-python check-schema check-frontend check-containers check-locks ## Lint, types, import contracts, migrations, schema, containers, locks
	@echo "All checks passed."

check-python: $(DEV_READY)
	@echo "== Python: lint, format, types, import contracts"
	@cd backend && $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(TOOL_ENV) $(BIN)/mypy && $(BIN)/lint-imports

check-schema: $(DEV_READY) $(NODE_READY)
	@echo "== Django: migrations, API schema, production settings"
	@cd backend && $(TOOL_ENV) $(PY) manage.py makemigrations --check --dry-run
	@cd backend && $(TOOL_ENV) $(PY) manage.py spectacular --validate --fail-on-warn --file ../.local/check/schema.yml
	@diff -u backend/schema.yml .local/check/schema.yml || { echo "backend/schema.yml is old: run 'make schema'."; exit 1; }
	@cd frontend && npx --no-install openapi-typescript ../backend/schema.yml --output ../.local/check/api.d.ts >/dev/null
	@diff -u frontend/types/api.d.ts .local/check/api.d.ts || { echo "frontend/types/api.d.ts is old: run 'make schema'."; exit 1; }
	@cd backend && $(PRODUCTION_ENV) $(PY) manage.py check --deploy --fail-level WARNING

check-frontend: $(NODE_READY)
	@echo "== App: lint, types, texts, generated files"
	@cd frontend && npm run --silent check

check-containers: $(DEV_READY)
	@echo "== Containers: compose schema, Dockerfiles"
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/hadolint backend/Dockerfile frontend/Dockerfile

check-locks: $(DEV_READY)
	@echo "== Locks agree with pyproject.toml"
	@cd backend && $(PY) -m runner.locks

bench: $(DEV_READY) ## Measure the API and the sync beside their floors
	@cd backend && exec $(PY) -m benchmarks $(ARGS)

bench-recs: $(DEV_READY) ## Evaluate and measure recommendations; RECS_DATA=folder of ratings
	@cd backend && RECS_DATA="$(if $(RECS_DATA),$(abspath $(RECS_DATA)))" $(PY) -m benchmarks.recommendations $(ARGS)

budgets: $(DEV_READY) $(NODE_READY) $(SERVERS_READY) ## Measure bytes, requests, Lighthouse and LCP of the site
	@cd backend && exec $(PY) -m benchmarks.budgets $(ARGS)

screenshots: $(DEV_READY) $(SERVERS_READY) ## Draw every page into docs/screenshots
	@$(PYTEST) -m screenshots $(ARGS)

check-samples: $(DEV_READY) ## Sync real responses: make check-samples KOPIS_SAMPLES=folder
	@test -d "$(KOPIS_SAMPLES)" || { echo "Give the folder: make check-samples KOPIS_SAMPLES=folder"; exit 2; }
	@cd backend && KOPIS_SAMPLES="$(abspath $(KOPIS_SAMPLES))" $(PY) -m pytest -m samples $(ARGS)

# --- Renew -----------------------------------------------------------------------------------------------------------
format: $(DEV_READY) $(NODE_READY) ## Format Python and JavaScript
	@cd backend && $(BIN)/ruff check --fix-only . && $(BIN)/ruff format .
	@cd frontend && npm run --silent format

schema: $(DEV_READY) $(NODE_READY) ## Renew backend/schema.yml and frontend/types/api.d.ts
	@cd backend && $(TOOL_ENV) $(PY) manage.py spectacular --validate --fail-on-warn --file schema.yml
	@cd frontend && npx --no-install openapi-typescript ../backend/schema.yml --output types/api.d.ts

lock: $(DEV_READY) ## Renew the locked dependencies from backend/pyproject.toml; ARGS=--upgrade
	@cd backend && $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.lock $(ARGS)
	@cd backend && $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements-dev.lock $(ARGS)

clean: ## Remove environments, caches and all local data
	rm -rf $(VENV) .local frontend/node_modules backend/.mypy_cache backend/.ruff_cache backend/.pytest_cache \
		backend/.hypothesis backend/.import_linter_cache
	find backend -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Set-up: each step runs once and again only when its lock changes ------------------------------------------------
setup: $(DEV_READY) $(NODE_READY) $(SERVERS_READY) ## Install what developing needs

$(PY):
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed and '$(PYTHON)' was not found. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Python 3.11 is needed; '$(PYTHON)' is $$($(PYTHON) -V)."; exit 2; }
	@echo "Creating the Python environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
# uv installs four times as fast as pip; where it has no build, pip does it from the same lock.
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r backend/requirements-tools.lock \
		|| echo "uv is not available here; pip will do."

define install
	@echo "Installing locked dependencies from $(1) …"
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(PY) --require-hashes -r $(1); \
	else $(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r $(1); fi
	@touch $@
endef

$(RUN_READY): backend/requirements.lock | $(PY)
	$(call install,backend/requirements.lock)

$(DEV_READY): backend/requirements-dev.lock | $(PY)
	$(call install,backend/requirements-dev.lock)
	@touch $(RUN_READY)

$(NODE_READY): frontend/package-lock.json | $(PY)
	@command -v npm >/dev/null || { echo "Installing Node into $(VENV) …"; \
		$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r backend/requirements-node.lock; }
	@echo "Installing locked front-end tools …"
# Not `npm ci`: it refuses a lock without the builds for other systems, which a registry's mirror need not have.
	@cd frontend && npm install --no-save --no-audit --no-fund
	@touch $@

$(SERVERS_READY): $(DEV_READY)
	@cd backend && $(PY) -m tests.plugins.provide
	@touch $@
