# Everything runs in a .venv made here; needs bash, git, make, Python >= 3.11 and python3-venv.

SHELL := bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO_STAMP := $(VENV)/.installed-demo
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off
# Whoever waits hears something every 3 s.
PATIENT := $(PYTHON) firmware/deploy/patience.py

.PHONY: help derived demo test mutants test-system test-system-short test-chip test-chip-full firmware firmware-twice page test-page bench-page check wheel release release-twice test-release test-release-short bench soak soak-page clean

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
	@echo "make test-page     the page in Chromium and Firefox (sudo apt install chromium-headless-shell firefox-esr)"
	@echo "make bench-page    its size, its first pixel, its steps"
	@echo "make derived  write anew what is made of tables: lists, docs, schema, pictures"
	@echo "make check    lint, format, spelling and types"
	@echo "make wheel    build dist/acupacer-VERSION-py3-none-any.whl"
	@echo "make release  dist/release: all that one can take (of the last commit; Debian 12 or 13)"
	@echo "make release-twice   that a clean clone gives the same bytes"
	@echo "make test-release    what lies in that folder, installed in clean environments"
	@echo "make bench    measure, side by side with the reference systems"
	@echo "make soak     the long runs: millions of frames, thousands of sessions"

$(VENV)/bin/python:
	@echo "1 of 3: a Python environment in $(VENV)"
	@$(PATIENT) $(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml | $(VENV)/bin/python
	@echo "2 of 3: what development needs (some 330 MB, two minutes)"
	@$(PATIENT) --pip $(PIP_INSTALL) --editable '.[dev]'
	@touch $(STAMP)

$(DEMO_STAMP): pyproject.toml | $(VENV)/bin/python
	@echo "2 of 3: what the simulator needs (32 packages, 85 MB, one minute)"
	@$(PATIENT) --pip $(PIP_INSTALL) --editable '.[sim]'
	@touch $(DEMO_STAMP)

# Who has set up all of it already needs no more for the demo and the page.
TO_TRY := $(if $(wildcard $(STAMP)),$(STAMP),$(DEMO_STAMP))
demo: $(TO_TRY)
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

# Tests are left out: some of them misspell on purpose.
SPELT = README.md CHANGELOG.md docs hardware firmware host tools packaging benchmarks web/src
check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell $(SPELT)
	$(BIN)/mypy

derived: $(STAMP)
	$(BIN)/python tools/list_languages.py
	$(BIN)/python tools/make_known_places.py
	$(BIN)/python tools/make_docs.py
	$(BIN)/python -m acupacer_host.content.schema
	$(BIN)/python tools/draw_screens.py
	$(BIN)/python tools/draw_legibility.py
	$(BIN)/python tools/draw_hardware.py

# npm brings the interpreter, at the version that web/package-lock.json names.
NPM_STAMP := web/node_modules/.installed
$(NPM_STAMP): web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "make page needs npm: sudo apt install nodejs npm"; exit 1; }
	@echo "the page's interpreter and tools (npm, 9 MB)"
	@$(PATIENT) npm ci --prefix web --no-audit --no-fund --no-update-notifier
	@touch $@

PACK_STAMP := $(VENV)/.installed-pack
$(PACK_STAMP): pyproject.toml $(TO_TRY)
	@$(PATIENT) --pip $(PIP_INSTALL) --editable '.[pack]'
	@touch $@

page: $(PACK_STAMP) $(NPM_STAMP)
	@echo "the page, in build/page"
	@$(PATIENT) $(BIN)/python tools/build_page.py

PAGE_STAMP := $(VENV)/.installed-page
$(PAGE_STAMP): pyproject.toml $(STAMP)
	@$(PATIENT) --pip $(PIP_INSTALL) --editable '.[page]'
	@touch $@

test-page: page $(PAGE_STAMP)
	$(BIN)/python -m pytest tests/page -n 2

bench-page: page $(PAGE_STAMP)
	$(BIN)/python -m benchmarks bench_page

# The page is in it if it was built.
wheel: $(STAMP)
	rm -rf build/lib build/bdist.*
	@$(PATIENT) $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

release: firmware page
	$(BIN)/python tools/build_release.py

# A clone has an environment and a cache of its own, so its images are made from nothing
# too, unless ACUPACER_CACHE names another one.
release-twice: release
	rm -rf build/clone && git clone --quiet --no-local . build/clone
	$(MAKE) -C build/clone release
	diff -r dist/release build/clone/dist/release && echo "the same bytes"

test-release: release
	$(BIN)/python -m pytest tests/release -rs

# Those of one Python, which is always there.
test-release-short: release
	$(BIN)/python -m pytest tests/release -rs -k "not (3.12 or 3.13 or 3.14 or documented)"

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
