# Every target works from a fresh clone with Python 3.11+ and git, and twice in a row.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python

# Before 3.13 Python cannot start an environment in a folder named with åäö while the locale is plain C.
ifneq (,$(filter C POSIX,$(LC_ALL)))
export LC_ALL := C.UTF-8
endif

.PHONY: help demo test check setup fmt lint types arch unit viewers stress mutate golden docs messages bench clean

help:            ## Visa målen
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

demo:            ## Installera och kör huvuduppgiften på riktiga data
	@$(PYTHON) tools/bootstrap.py run
	@$(VENV_PYTHON) tools/demo.py

test: setup check  ## Installera och kör allt som CI kör

check:           ## Allt som CI kör, utan installation
	@$(MAKE) -j3 lint types arch
	@$(MAKE) unit

setup:           ## Gör .venv ur de låsta beroendena
	@$(PYTHON) tools/bootstrap.py dev

fmt:             ## Formatera koden
	$(VENV_PYTHON) -m ruff format src tests tools
	$(VENV_PYTHON) -m ruff check --fix src tests tools

lint:            ## Formatering och lint
	$(VENV_PYTHON) -m ruff format --check src tests tools
	$(VENV_PYTHON) -m ruff check src tests tools

types:           ## mypy strict på källkod och tester
	$(VENV_PYTHON) -m mypy

arch:            ## Rummens importregler
	$(VENV_PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

unit:            ## Alla tester med täckningsgräns
	$(VENV_PYTHON) tools/run_tests.py

viewers:         ## Installera webbläsare, Office och valideringsprogram, och pröva sidor och dokument i dem
	sh tools/install_viewers.sh
	sh tools/install_forges.sh
	FYR_CI=1 $(VENV_PYTHON) -m pytest -q -n auto -o faulthandler_timeout=7200 tests/browser tests/documents tests/forge/test_contract.py tests/forge/test_recordings.py

stress:          ## De stora antalen: alla dödspunkter, 5 000 mutationer, 200 000 felaktiga indata (nattlig körning)
	FYR_STOR=1 $(VENV_PYTHON) -m pytest -q -n auto -o faulthandler_timeout=7200 tests/history tests/audit tests/safety tests/properties tests/rules/trail tests/commands tests/warm tests/store tests/reports/statusrapport

mutate:          ## Mutera reglerna som avgör och räkna vad testerna märker
	$(VENV_PYTHON) tools/mutate.py --sample 150

golden:          ## Godta nya förväntade utskrifter i tests/cases, tests/errors och tests/reports
	$(VENV_PYTHON) -m pytest -q --update-golden tests

docs:            ## Skriv om de genererade referenssidorna
	$(VENV_PYTHON) tools/generate_docs.py

messages:        ## Hämta texter ur koden och bygg om översättningen
	$(VENV_PYTHON) tools/messages.py

bench:           ## Mät mot konkurrenten och skriv kvoterna
	@$(PYTHON) tools/bootstrap.py dev
	$(VENV_PYTHON) tools/bench.py

clean:           ## Ta bort allt som går att göra om
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
