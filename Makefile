# Two commands do everything: `make demo` and `make test`. They need Python 3.11+, pip and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
EXTRAS ?= test
OUT    ?= out

.PHONY: demo test lint clean

$(VENV)/.ready-$(EXTRAS): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Kansli needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Use: make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up the virtual environment in $(VENV) (a few minutes the first time) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@

demo: $(VENV)/.ready-$(EXTRAS)
	@echo "Reading the sample archive in data/archive ..."
	@$(BIN)/kansli run data/archive --out $(OUT)/tables || test $$? -eq 1
	@$(BIN)/kansli show "data/archive/Dalboslätten samverkan/Skolchefer/240308 anteckningar.txt"
	@$(BIN)/kansli report $(OUT)/tables --out $(OUT)/site

test: $(VENV)/.ready-$(EXTRAS)
	@$(BIN)/python -m pytest

lint: $(VENV)/.ready-$(EXTRAS)
	@$(BIN)/ruff check .
	@$(BIN)/mypy

clean:
	rm -rf $(VENV) $(OUT) build *.egg-info
