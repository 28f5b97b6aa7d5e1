# Two commands matter: `make serve` runs the academy, `make test` proves it. The rest is for those who work on it.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test check quick postgresql bench bench-coverage bench-reports doctor pictures lock clean words proofs

serve: $(VENV)/run.stamp
	@$(BIN)/python -m tools.serve --port $(PORT)

# Everything that must pass. Installs what it needs; see tests/README.md for the parts.
test: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.test all

# The part to run while writing: rules and rooms on SQLite, no browser.
quick: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.test quick

# Everything but the browser on PostgreSQL, with what `make test` leaves out there.
postgresql: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.test postgresql

check: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.check

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.run

# Coverage over the large world, in one process; part of what docs/performance.md tells.
bench-coverage: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.coverage
# Pages, spreadsheet and PDF of reports over 100,000 people, each part in a process of its own.
bench-reports: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.reports

doctor: $(VENV)/run.stamp
	@$(BIN)/flask --app app.factory doctor

pictures: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.pictures

words: $(VENV)/dev.stamp
	@MURAS_DEMONSTRATION=1 $(BIN)/flask --app app.factory words update

# Needs uv. Writes no address of a package index into the locks.
lock:
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 pyproject.toml --extra postgresql -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 pyproject.toml --extra postgresql --extra dev -o requirements/dev.txt

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) instance
