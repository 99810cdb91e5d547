# Every task of the project. Each does its own set-up; running it again is quick.
# Needs Python 3.11 or later, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null || echo var/uv/bin/uv)
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo run test check bench house format

help: ## Show what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: $(READY) ## Load the demo, write its annual report to var/demo, serve until stopped
	@FINSAM_DEMO=1 $(BIN)/finsam demo

run: $(READY) ## Serve this installation's own database
	@$(BIN)/finsam migrate --verbosity 0 && $(BIN)/finsam serve

test: $(READY) chromium ## Run every test
	$(BIN)/python -m pytest -n 2 --dist worksteal -q

check: $(READY) ## Format, lint, types, storeys, templates, migrations, known vulnerabilities
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/finsam makemigrations --check --dry-run
	$(BIN)/python -m tools.audit

format: $(READY) ## Format code and templates
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	-$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html')

bench: $(READY) ## Measure what docs/quality.md bounds, and print a table
	@$(BIN)/python -m tools.bench

house: $(READY) ## List the files, functions and views that have grown past what we aim at
	@$(BIN)/python -m tools.house

.PHONY: chromium
chromium: $(READY)
	@$(BIN)/python -m tools.chromium

$(READY): pyproject.toml uv.lock
	@command -v uv >/dev/null 2>&1 || [ -x var/uv/bin/uv ] || { \
	  echo "Fetching uv into var/uv"; $(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv; }
	@echo "Installing into $(VENV)"
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --frozen --quiet --python $(PYTHON)
	@touch $(READY)
