# kofu: everything a fresh machine with Python 3.11 and make needs.
#   make demo   the main job on the Kawasaki example
#   make test   every check: style, types, tests
#   make bundle build/bundle: everything for a machine without internet
PYTHON := $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: install demo test test-fast test-many bench bundle lock clean

install: .venv/.installed

# virtualenv stands in where the system's Python comes without ensurepip (Debian without python3-venv).
.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; $(PYTHON) -m pip install --user virtualenv && $(PYTHON) -m virtualenv .venv; }

.venv/.installed: .venv/bin/python requirements/dev.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install
	$(BIN)/kofu demo

test: install
	$(BIN)/ruff check src tests benchmarks packaging
	$(BIN)/ruff format --check src tests benchmarks packaging
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

test-fast: install
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

# What chance tells apart, five times as often: other kills, other histories, other people.
test-many: install
	KOFU_TEST_MANY=5 $(BIN)/pytest -n auto --dist worksteal -m slow

.venv-bench/.installed: requirements/bench.txt pyproject.toml | install
	$(BIN)/python -m venv .venv-bench || $(PYTHON) -m virtualenv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

BENCH_PEOPLE := 10000000
REGISTRY_PEOPLE := 1700000
COUNTER_PEOPLE := 20000
BENCH_CARDS := 20000
PAGES_PEOPLE := 1700000
SINGLE_REPEAT := 6
SEARCH_PEOPLE := 1700000
MAIL_PEOPLE := 100000 400000 1700000
WHATIF_PEOPLE := 1000000
bench: .venv-bench/.installed
	.venv-bench/bin/python -m benchmarks.decide --people $(BENCH_PEOPLE)
	.venv-bench/bin/python -m benchmarks.counter --people $(COUNTER_PEOPLE)
	.venv-bench/bin/python -m benchmarks.prove
	.venv-bench/bin/python -m benchmarks.render --cards $(BENCH_CARDS)
	.venv-bench/bin/python -m benchmarks.run_pages --people $(PAGES_PEOPLE)
	.venv-bench/bin/python -m benchmarks.single --repeat $(SINGLE_REPEAT)
	.venv-bench/bin/python -m benchmarks.registry --people $(REGISTRY_PEOPLE)
	.venv-bench/bin/python -m benchmarks.search --people $(SEARCH_PEOPLE)
	.venv-bench/bin/python -m benchmarks.mail --people $(MAIL_PEOPLE)
	.venv-bench/bin/python -m benchmarks.whatif --people $(WHATIF_PEOPLE)

bundle: install
	$(BIN)/python packaging/bundle.py build/bundle

lock: install
	for name in base dev bench; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean:
	rm -rf .venv .venv-bench demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis
