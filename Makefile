# Everything runs in a .venv made here; needs bash, git, make, Python >= 3.11 and python3-venv.

SHELL := bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO_STAMP := $(VENV)/.installed-demo
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off
# Of what pip says: a line for each package, and one when all are there.
PACKAGES := awk '/^Collecting /{print "    " $$2; fflush()} \
	/^Installing collected/{print "3 of 3: putting them in place"; fflush()}'

.PHONY: help derived demo test mutants test-system test-system-short test-chip test-chip-full firmware firmware-twice page test-page bench-page check wheel bench soak soak-page clean

help:
	@echo "make demo     set up and run a whole session in the simulator"
	@echo "make test     run the tests (some 3 minutes)"
	@echo "make mutants  break the core in 400 places: does a test notice? (under an hour)"
	@echo "make test-system   the device installed on booted Debians, in QEMU (Debian 12, amd64)"
	@echo "make firmware the images for a Pico and a Pico 2 (Debian 12 or 13)"
	@echo "make firmware-twice   that a second build, from nothing, gives the same bytes"
	@echo "make test-chip     the image on an emulated chip (3 minutes)"
	@echo "make test-chip-full  the same, whole corpora, 100 pushes, 50 sessions (an hour)"
	@echo "make page     build/page: the device in a browser (npm; make wheel takes it along)"
	@echo "make test-page     the page in Chromium and Firefox (sudo apt install chromium firefox-esr)"
	@echo "make bench-page    its size, its first pixel, its steps"
	@echo "make derived  write anew what is made of tables: lists, docs, schema, pictures"
	@echo "make check    lint, format check and types"
	@echo "make wheel    build dist/acupacer-VERSION-py3-none-any.whl"
	@echo "make bench    measure, side by side with the reference systems"
	@echo "make soak     the long runs: millions of frames, thousands of sessions"

$(VENV)/bin/python:
	@echo "1 of 3: a Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml | $(VENV)/bin/python
	@echo "2 of 3: what development needs (some 330 MB, two minutes)"
	@$(PIP_INSTALL) --editable '.[dev]' | $(PACKAGES)
	@touch $(STAMP)

$(DEMO_STAMP): pyproject.toml | $(VENV)/bin/python
	@echo "2 of 3: what the simulator needs (35 packages, 90 MB, one minute)"
	@$(PIP_INSTALL) --editable '.[sim]' | $(PACKAGES)
	@touch $(DEMO_STAMP)

# Who has set up all of it already needs no more for the demo.
demo: $(if $(wildcard $(STAMP)),$(STAMP),$(DEMO_STAMP))
	@$(BIN)/acupacer demo

# One worker more than a small machine has processors: some tests wait for real time.
test: $(STAMP)
	$(BIN)/python -m pytest -n 3 --dist worksteal

mutants: $(STAMP)
	$(BIN)/python tools/mutants.py

test-system: $(STAMP)
	$(BIN)/python -m pytest tests/booted -n 2 -rs

SHORT = tests/booted/test_session.py tests/booted/test_last_resort.py tests/booted/test_buttons.py
test-system-short: $(STAMP)
	ACUPACER_SYSTEMS=bookworm $(BIN)/python -m pytest $(SHORT) -rs

firmware: $(STAMP)
	$(BIN)/python tools/build_firmware.py

# The second one is made elsewhere too: in a cache of its own that is empty.
firmware-twice: firmware
	rm -rf build/twice && mkdir -p build/twice
	sha256sum dist/acupacer-pico*.uf2 >build/twice/sums
	ACUPACER_CACHE=$(CURDIR)/build/twice/cache $(BIN)/python tools/build_firmware.py
	sha256sum --check build/twice/sums

test-chip: firmware
	$(BIN)/python -m pytest tests/chip -n 2 --dist loadfile

test-chip-full: firmware
	$(BIN)/python -m pytest tests/chip -n 2 --dist loadfile -m "soak or not soak"

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

derived: $(STAMP)
	$(BIN)/python tools/list_languages.py
	$(BIN)/python tools/make_known_places.py
	$(BIN)/python tools/make_docs.py
	$(BIN)/python -m acupacer_host.content.schema
	$(BIN)/python tools/draw_screens.py
	$(BIN)/python tools/draw_legibility.py

# npm brings the interpreter, at the version that web/package-lock.json names.
NPM_STAMP := web/node_modules/.installed
$(NPM_STAMP): web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "make page needs npm: sudo apt install nodejs npm"; exit 1; }
	npm ci --prefix web --no-audit --no-fund
	@touch $@

page: $(STAMP) $(NPM_STAMP)
	$(BIN)/python tools/build_page.py

PAGE_STAMP := $(VENV)/.installed-page
$(PAGE_STAMP): pyproject.toml $(STAMP)
	@$(PIP_INSTALL) --editable '.[page]' | $(PACKAGES)
	@touch $@

test-page: page $(PAGE_STAMP)
	$(BIN)/python -m pytest tests/page -n 2

bench-page: page $(PAGE_STAMP)
	$(BIN)/python -m benchmarks bench_page

# The page is in it if it was built.
wheel: $(STAMP)
	rm -rf build/lib build/bdist.*
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

bench: $(STAMP)
	$(BIN)/python -m benchmarks

soak: $(STAMP)
	$(BIN)/python -m pytest -m soak
	$(MAKE) soak-page
	$(BIN)/python -m pytest tests/booted -n 2 -rs -m soak

# A day of the page's device.
soak-page: page $(PAGE_STAMP)
	$(BIN)/python -m pytest tests/page -m soak

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
