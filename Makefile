# make demo    set up and run the main job on the demonstration authority
# make test    set up and run all tests
# make test-long  the long tests: a thousand tamperings, many kills, wide fuzzing
# make check   lint, types, import contracts, compiled content and generated docs are current
# make fix     format the code and put right what a machine can
# make docs    write docs/reference anew
# make content compile content/ into the one file that the commands read
# make lock    write requirements.lock anew after a change of dependencies
# make bench   time the rules and the figures beside the reference implementations

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-long check fix docs content lock bench

demo: $(READY)
	$(BIN)/python examples/demo.py

test: $(READY)
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n auto --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python tests/on_postgresql.py

test-long: $(READY)
	$(BIN)/python -m pytest tests/long -o addopts="-q --strict-markers"
	$(BIN)/python tests/on_postgresql.py tests/long -o addopts="-q --strict-markers"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/clearline guidance compile --check
	$(BIN)/clearline figures compile --check
	$(BIN)/clearline calendar compile --check
	$(BIN)/clearline registers compile --check
	$(BIN)/clearline assurance compile --check
	$(BIN)/python docs/make_reference.py --check

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)
	$(BIN)/python docs/make_reference.py

content: $(READY)
	$(BIN)/clearline guidance compile
	$(BIN)/clearline figures compile
	$(BIN)/clearline calendar compile
	$(BIN)/clearline registers compile
	$(BIN)/clearline assurance compile

lock: $(BIN)/uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra dev pyproject.toml -o requirements.lock

bench: $(READY)
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/figures.py --files 3
	$(BIN)/python benchmarks/returns.py
	$(BIN)/python benchmarks/disclosure.py
	$(BIN)/python benchmarks/trail.py
	$(BIN)/python benchmarks/web.py
	$(BIN)/python benchmarks/standing.py
	$(BIN)/python benchmarks/reports.py

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(READY): requirements.lock pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $(READY)
