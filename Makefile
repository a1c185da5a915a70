# One short command for each habit. `make demo` and `make test` need only Python 3.11+ and make.
.DEFAULT_GOAL := help
.PHONY: help demo test lint types bench fix lock docs site clean
.DELETE_ON_ERROR:

# The newest Python that starts and that every pinned package has a wheel for. PYTHON=… overrides.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 \
	&& { echo $$p; break; }; done)
BIN := .venv/bin
STORIES ?= examples/stories
RECORD ?= demo.db
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Summitry needs Python 3.11, 3.12 or 3.13 with venv; none was found. Install one, or say PYTHON=/path/to/python3." >&2; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv --clear .venv

.venv/installed: .venv/pyvenv.cfg requirements.txt pyproject.toml
	@echo "Installing the pinned packages (once) …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing the packages for development (once) …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

demo: .venv/installed  ## read the example stories (or STORIES=folder) into a record and print its timeline
	@$(BIN)/summitry demo $(STORIES) --record $(RECORD)

test: .venv/installed-dev  ## run the tests
	@$(BIN)/python -m pytest

lint: .venv/installed-dev  ## check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/installed-dev  ## check types, strictly
	@$(BIN)/mypy

fix: .venv/installed-dev  ## mend what the linters can mend
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

docs: .venv/installed-dev  ## write the command reference, the picture and the shown output anew
	@$(BIN)/python docs/renew.py

site: .venv/installed-dev  ## build the documentation as a site, in site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "site/index.html"

bench: .venv/installed-dev  ## measure accuracy against its floors, and speed
	@$(BIN)/python bench/bench_accuracy.py
	@$(BIN)/python bench/bench_speed.py

lock: .venv/installed-dev  ## pin the dependencies anew
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra charts --extra mcp --extra pandas --extra watch --extra web --group build pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--all-extras --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group ftm pyproject.toml -c requirements-dev.txt -o requirements-ftm.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group browser -c requirements-dev.txt -o requirements-browser.txt

clean:  ## forget .venv and what the demo wrote
	@rm -rf .venv $(RECORD) $(RECORD)-wal $(RECORD)-shm dist site
