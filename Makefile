# make site, make test: each sets up what it needs the first time, and starts at once after that.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: help site serve check test test-browser test-slow coverage lint messages benchmark-import benchmark-states benchmark-names benchmark-anchoring benchmark-search benchmark-fragments benchmark-build benchmark-preview lighthouse clean

help:
	@echo "make site          import what is new in content/raw, build site/"
	@echo "make serve         preview on http://127.0.0.1:8000/watch/, built again on each change"
	@echo "make check         list what is wrong with the content, or missing"
	@echo "make test          all tests but the slow ones (browser tests where there is a Chromium)"
	@echo "make test-browser  the browser tests alone"
	@echo "make test-slow     what takes longer: whole cross products, many examples of each property"
	@echo "make coverage      which lines no test but the slow and the browser's runs"
	@echo "make lint          ruff, mypy and the workflow's checks"
	@echo "make benchmark-import FRAGMENTS=folder   the import beside bare markdownify"
	@echo "make benchmark-states FRAGMENTS=folder   the states of 1,000 translations beside a parse of their blocks"
	@echo "make benchmark-names FRAGMENTS=folder    a thousand names in a million characters"
	@echo "make benchmark-anchoring FRAGMENTS=folder   quoted words found again in edited texts"
	@echo "make benchmark-search FRAGMENTS=folder   what the search finds, its size, and what a question costs"
	@echo "make benchmark-fragments FRAGMENTS=folder   100,000 fragments (or COUNT=n) imported and built, once"
	@echo "make benchmark-build PEERS=folder        builds beside those of Hugo, Eleventy and Pelican"
	@echo "make benchmark-preview PEERS=folder      from a save to the browser, beside hugo server"
	@echo "make lighthouse    Lighthouse's scores of home, a digest and an article (npm and Chromium)"
	@echo "make messages      bring theme/locale up to date with the templates"

site: .venv/run.stamp
	@$(BIN)/python build.py
	@echo "The site is in site/; make serve shows it in a browser."

serve: .venv/run.stamp
	@$(BIN)/python build.py serve

check: .venv/run.stamp
	@$(BIN)/python build.py check

test: .venv/dev.stamp
	$(BIN)/pytest -n auto -m "not slow"

test-browser: .venv/dev.stamp
	$(BIN)/pytest -m browser

test-slow: .venv/dev.stamp
	EXAMPLES=many $(BIN)/pytest -n auto -m "slow or hypothesis"

coverage: .venv/dev.stamp
	$(BIN)/pytest -n auto -m "not slow and not browser" --cov=jiazhu --cov-report=term:skip-covered

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet .github/workflows

benchmark-states: .venv/dev.stamp
	@$(BIN)/python benchmarks/states.py $(FRAGMENTS)

benchmark-names: .venv/dev.stamp
	@$(BIN)/python benchmarks/names.py $(FRAGMENTS)

benchmark-anchoring: .venv/dev.stamp
	@$(BIN)/python benchmarks/anchoring.py $(FRAGMENTS)

benchmark-search: .venv/dev.stamp
	@PYTHONPATH=tests $(BIN)/python benchmarks/search.py $(FRAGMENTS)

benchmark-fragments: .venv/dev.stamp
	@$(BIN)/python benchmarks/fragments.py $(FRAGMENTS) $(COUNT)
benchmark-build: .venv/dev.stamp
	@env -u PEERS $(BIN)/python benchmarks/build.py $(PEERS) $(POSTS) $(RUNS)

benchmark-preview: .venv/dev.stamp
	@env -u PEERS $(BIN)/python benchmarks/preview.py $(PEERS) $(or $(EDITS),15) $(POSTS)

lighthouse: .venv/run.stamp
	@test -e node_modules/lighthouse || PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save --no-audit --no-fund --silent lighthouse
	@$(BIN)/python benchmarks/lighthouse.py

messages: .venv/run.stamp
	cd theme && ../$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output -o locale/messages.pot .
	cd theme && ../$(BIN)/pybabel -q update -i locale/messages.pot -d locale --no-wrap --no-fuzzy-matching --ignore-obsolete

benchmark-import: .venv/dev.stamp
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[benchmark]"
	@$(BIN)/python benchmarks/import.py $(FRAGMENTS)

clean:
	rm -rf .venv .cache site

.venv/run.stamp: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@
