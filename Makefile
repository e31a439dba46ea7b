# make demo: build the graph of the bundled data and show its largest chains
# make test: run every test but those in a browser; make browser: run these
# Each makes .venv first where it is missing. Another Python: make demo PYTHON=python3.12

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell command -v $(p) >/dev/null 2>&1 && \
	$(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))) none)
VENV := .venv
BIN := $(VENV)/bin

# Each process of the tests would compile every module and test again
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test browser lint bench findings mutants interop picture clean

demo: $(VENV)/.kg
	@$(BIN)/kg build -o out
	@$(BIN)/kg chains --view list --limit 6 --format table
	@echo "every move: kg chains    the page: out/index.html (open it in a browser)    Turtle: out/graph.ttl"

test: $(VENV)/.kg-test
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser"

browser: $(VENV)/.kg-test
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m browser

lint: $(VENV)/.kg-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/.kg-test
	@$(BIN)/python benchmarks/measure.py

# Every figure of the record and of inference again, each written where it stands
findings: $(VENV)/.kg-test
	@$(BIN)/python benchmarks/record.py
	@KG_UPDATE=1 $(BIN)/python -m pytest -q tests/test_notebook.py tests/test_datasheet.py \
	tests/test_data_package.py tests/test_docs.py
	@$(BIN)/python benchmarks/inference.py --write

mutants: $(VENV)/.kg-test
	@$(BIN)/python tests/mutate_shapes.py

# What tests/test_interop.py reads FollowTheMoney with: heavy, and with a compiled library of its own.
interop: $(VENV)-interop/.kg

$(VENV)-interop/.kg: setup.cfg constraints.txt
	@test -x $(VENV)-interop/bin/python || $(PYTHON) -m venv $(VENV)-interop
	@$(VENV)-interop/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[interop]'
	@touch $@

$(VENV)/.kg: setup.cfg pyproject.toml constraints.txt
	@if [ "$(PYTHON)" = none ] || ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo "kg needs Python 3.11 or newer: install it, or name it with: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; exit 1; fi
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	echo "this Python has no venv module: install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.kg-test: $(VENV)/.kg
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

picture: $(VENV)/.kg-test
	@$(BIN)/kg build -o out
	@$(BIN)/python docs/draw_picture.py

clean:
	rm -rf $(VENV) $(VENV)-interop out
