# make demo   the main job, end to end        make test   everything that CI runs
# Each makes its own .venv when there is none. Needed beforehand: make and Python 3.11 or later.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check venv docs walk bench soak chaos minors audit clean

# The first Python that is 3.11 or later, with a venv module that works if any has one.
PYTHON ?= $(shell \
    for python in python3.13 python3.12 python3.11 python3; do \
        "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
        "$$python" -c 'import ensurepip, venv' 2>/dev/null && { echo "$$python"; exit; }; \
        second=$${second:-$$python}; \
    done; echo "$$second")

# Processes that pytest uses; `make test WORKERS=0` runs in one.
WORKERS ?= 2
PYTEST_ARGS ?=

BIN := .venv/bin
REQUIREMENTS := pyproject.toml constraints.txt
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.ready ## one crisis, played and reported: the first thing to run
	@$(BIN)/scrs demo

test: check ## lint, types, import contracts, then all tests
	@echo "Tests ..."
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile $(PYTEST_ARGS)

check: .venv/.ready-dev ## lint, types and import contracts only
	@echo "Lint ..."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check .; echo "Run: $(BIN)/ruff format ."; exit 1; }
	@echo "Types ..."
	@$(BIN)/mypy
	@echo "Import contracts ..."
	@$(BIN)/lint-imports --no-logo

venv: .venv/.ready-dev ## a .venv for developers: the package, editable, with what the tests need
	@echo "Ready: .venv"

docs: .venv/.ready-dev ## the documents as a site, offline: docs/_site/index.html
	@$(BIN)/python -m docs.building.reference
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_site
	@echo "docs/_site/index.html"

walk: .venv/.ready-dev ## run every command that PAGE= (all pages without) shows, compare what it prints
	@$(BIN)/python -W ignore -m tests.docs $(PAGE)

bench: .venv/.ready-dev ## measure the engines and write what was found
	@$(BIN)/python -m benchmarks

# What `make soak` and `make chaos` are asked for.
HOURS ?= 2
INPUTS ?= 20000
KILLS ?= 200
SEED ?= 1

soak: .venv/.ready-dev ## exercises for HOURS=2 with 30 cells: memory, handles, threads, nothing lost
	@$(BIN)/python -m benchmarks.soak $(HOURS)

chaos: .venv/.ready-dev ## INPUTS=20000 hostile files let in, KILLS=200 processes killed
	@$(BIN)/python -W ignore -m tests.hostile --inputs $(INPUTS) --seed $(SEED)
	@$(BIN)/python -m tests.crashes --kills $(KILLS) --seed $(SEED)

# For each Python that is there, a .venv of its own below .venv/minors.
minors: .venv/.ready-dev ## the same studies and plays on every Python found: the same bytes?
	@for python in python3.11 python3.12 python3.13; do \
	    "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	    test -d ".venv/minors/$$python" || "$$python" -m venv ".venv/minors/$$python"; \
	    ".venv/minors/$$python/bin/python" -m pip install -qq --disable-pip-version-check -c constraints.txt -e .; \
	done
	@$(BIN)/python -m benchmarks.minors .venv/minors/*/bin/python

audit: ## known faults in what the project uses; asks the network
	@$(BIN)/python -m pip install -qq pip-audit
	@$(BIN)/python -m pip_audit -r constraints.txt --no-deps --disable-pip --strict

clean: ## remove .venv, caches and built files
	@rm -rf .venv build dist docs/_site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { \
	    echo "scrs needs Python 3.11 or later, and none was found. Install one, or: make PYTHON=/path/to/python3"; \
	    exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "scrs needs Python 3.11 or later; '$(PYTHON)' is older or does not start."; \
	    exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "'$(PYTHON)' cannot make virtual environments: its venv module has no ensurepip."; \
	    echo "On Debian and Ubuntu: apt-get install python3-venv. Or: make PYTHON=/path/to/another/python3"; \
	    exit 1; }
	@"$(PYTHON)" -m venv .venv

# A stamp says what was installed, and when. The developers' one covers the users'.
.venv/.ready: $(REQUIREMENTS) | .venv/bin/python
	@echo "Setting up .venv (once, about a minute) ..."
	@$(INSTALL) -e .
	@touch $@

.venv/.ready-dev: $(REQUIREMENTS) | .venv/bin/python
	@echo "Setting up .venv with what the tests need (once, about two minutes) ..."
	@$(INSTALL) -e '.[dev]'
	@touch $@ .venv/.ready
