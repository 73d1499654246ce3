# Two commands suffice on a fresh machine: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OURS := generator tests

.DEFAULT_GOAL := help
.PHONY: help setup demo generate compare check browser test bench others release-check clean

help: ## show what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: $(READY) ## a virtual environment with everything in it

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(READY)

generate: setup ## make the packages in generated/
	$(BIN)/odata2py generate

compare: setup ## the comparison of v1.0 and beta that README shows
	$(BIN)/python tests/demo/compare.py

demo: generate ## the main job: generate, start the sandbox, use the package
	$(BIN)/python tests/demo/demo.py

check: setup ## lint, layout and types
	$(BIN)/ruff check
	$(BIN)/black --quiet --check $(OURS) generated
	$(BIN)/mypy
	cd generated && for package in */; do ../$(BIN)/mypy --strict $$package || exit 1; done
	$(BIN)/pyright

browser: setup ## a Chromium for tests of the report's page, if there is none
	tests/e2e/install_browser.sh $(BIN)

test: check browser ## the checks and all tests
	$(BIN)/python -m pytest

bench: setup ## the budgets, measured
	for bench in tests/benchmarks/bench_*.py; do $(BIN)/python $$bench || exit 1; done

others: setup ## the comparison with other clients, which it downloads
	$(BIN)/python tests/benchmarks/compare_others.py

release-check: check ## wheel and sdist, built and tried in fresh environments
	rm -rf dist
	$(BIN)/python -m build --outdir dist
	$(BIN)/python -m twine check --strict dist/*
	ODATA2PY_DISTRIBUTIONS=dist $(BIN)/python -m pytest tests/e2e/test_distributions.py

clean: ## all but what is committed, except the generated packages
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
