# make demo: build the graph of the bundled data and show its largest chains
# make test: run every test but those in a browser; make browser: run these
# Each makes .venv first where it is missing. Another Python: make demo PYTHON=python3.12

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell command -v $(p) >/dev/null 2>&1 && \
	$(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))) none)
VENV := .venv
BIN := $(VENV)/bin

# What is installed is what is pinned, byte for byte: requirements/ has the hashes of every package.
INSTALL := -m pip install --quiet --disable-pip-version-check
LOCKED := $(INSTALL) --require-hashes -r requirements
SELF := $(INSTALL) --no-deps --no-build-isolation -e .

# Each process of the tests would compile every module and test again
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test browser campaign lint bench findings mutants interop lock picture clean

demo: $(VENV)/.kg
	@$(BIN)/kg build -o out
	@$(BIN)/kg chains --view list --limit 6 --format table
	@echo "every move: kg chains    the page: out/index.html (open it in a browser)    Turtle: out/graph.ttl"

test: $(VENV)/.kg-test
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser"

browser: $(VENV)/.kg-test
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m browser

# Hostile input, kills and faults: all of it, or with SHARE=0.1 a tenth; another SEED tries other cases
SHARE := 1
SEED := 1
campaign: $(VENV)/.kg-test
	@$(BIN)/python tests/campaign/campaign.py --share $(SHARE) --seed $(SEED)

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

$(VENV)-interop/.kg: setup.cfg requirements/interop.txt
	@test -x $(VENV)-interop/bin/python || $(PYTHON) -m venv $(VENV)-interop
	@$(VENV)-interop/bin/python $(LOCKED)/interop.txt
	@$(VENV)-interop/bin/python $(SELF)
	@touch $@

# Write requirements/ again after setup.cfg: for every system and Python that kg runs on, with the
# pins that are there. The newest releases: make lock UPGRADE=--upgrade
UPGRADE :=
COMPILE = $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)
BUILDER := echo 'setuptools >=77'
lock: $(VENV)-lock/.kg
	@$(BUILDER) | $(COMPILE) setup.cfg - --extra test -o requirements/test.txt
	@$(BUILDER) | $(COMPILE) setup.cfg - -c requirements/test.txt -o requirements/run.txt
	@$(BUILDER) | $(COMPILE) setup.cfg - -c requirements/test.txt --extra interop -o requirements/interop.txt
	@echo 'uv' | $(COMPILE) - -o requirements/lock.txt

$(VENV)-lock/.kg: requirements/lock.txt
	@test -x $(VENV)-lock/bin/python || $(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python $(LOCKED)/lock.txt
	@touch $@

$(VENV)/.kg: setup.cfg pyproject.toml requirements/run.txt
	@if [ "$(PYTHON)" = none ] || ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo "kg needs Python 3.11 or newer: install it, or name it with: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; exit 1; fi
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	echo "this Python has no venv module: install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(LOCKED)/run.txt
	@$(BIN)/python $(SELF)
	@touch $@

$(VENV)/.kg-test: $(VENV)/.kg requirements/test.txt
	@$(BIN)/python $(LOCKED)/test.txt
	@touch $@

picture: $(VENV)/.kg-test
	@$(BIN)/kg build -o out
	@$(BIN)/python docs/draw_picture.py

clean:
	rm -rf $(VENV) $(VENV)-interop $(VENV)-lock out
