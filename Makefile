# make        sets everything up, builds the site and says where to look
# make test   sets everything up and runs all tests

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --require-hashes
# The first Python on this machine that is new enough; `make PYTHON=…` names another.
PYTHON ?= $(shell for name in python3 python python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)

.PHONY: site test check serve docs-site generated format screenshots lock upgrade benchmark clean

site: $(VENV)/site-is-ready
	@$(PY) scripts/build.py

test: $(VENV)/tests-are-ready
	$(PY) scripts/browser.py
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m pytest

check: $(VENV)/site-is-ready
	@$(PY) scripts/build.py check

serve: $(VENV)/site-is-ready
	@$(PY) scripts/build.py serve

# The guide for clinics, into build/docs-site/.
docs-site: $(VENV)/site-is-ready
	$(PY) -m mkdocs build --quiet --strict --config-file docs-site/mkdocs.yml

# The files that are made from the code and the content, and committed.
generated: $(VENV)/site-is-ready
	$(PY) scripts/generate.py

format: $(VENV)/tests-are-ready
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

screenshots: $(VENV)/tests-are-ready
	$(PY) scripts/browser.py
	$(PY) scripts/screenshots.py

# Writes the lock files for what pyproject.toml asks, for every supported Python and system, and
# keeps the versions that are in them; `make upgrade` chooses the newest. Commit what they write.
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

lock: $(VENV)/tests-are-ready
	$(PY) -m uv $(LOCK) $(UPGRADE) --output-file requirements.txt pyproject.toml
	$(PY) -m uv $(LOCK) $(UPGRADE) --output-file requirements-test.txt \
		--constraint requirements.txt --group test --group lint pyproject.toml

upgrade: UPGRADE := --upgrade
upgrade: lock

benchmark: $(VENV)/tests-are-ready
	$(PY) benchmarks/build.py
	$(PY) benchmarks/languages.py
	$(PY) benchmarks/handouts.py
	$(PY) scripts/browser.py
	$(PY) benchmarks/finder.py

clean:
	rm -rf $(VENV) build site .site.*

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; see README.md" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site-is-ready: requirements.txt | $(PY)
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/tests-are-ready: requirements-test.txt $(VENV)/site-is-ready
	$(PIP) -r requirements-test.txt
	@touch $@
