# Everything a person or a machine runs. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py

.PHONY: aide demo demo-neuve test test-rapide epreuves couverture lint parcours banc traductions installer installer-dev

aide:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

demo: installer .env  ## the demo network on http://127.0.0.1:8000 (PORT=… to change)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) createcachetable
	$(MANAGE) demo --si-vide
	PORT=$(PORT) $(MANAGE) servir_la_demo

demo-neuve: installer .env  ## the same, started over
	rm -f db.sqlite3 db.sqlite3-shm db.sqlite3-wal
	$(MAKE) demo

test: installer-dev  ## the suite, on SQLite; on PostgreSQL when DATABASE_URL names one
	$(PY) -m pytest -n auto

# The domain and the nets of the repository; tests that read the whole back office are not of it.
RAPIDE := tests/inscriptions/places tests/inscriptions/models tests/ateliers/test_calendrier.py \
	tests/ateliers/test_jauge.py tests/lieux/standard tests/reseau/test_requetes.py \
	tests/reseau/test_ouvrier_travaux.py tests/reseau/test_courriels_file.py \
	tests/reseau/test_gabarits.py tests/reseau/test_phrases.py tests/test_traductions.py tests/outils

test-rapide: installer-dev  ## before each commit: the domain and the nets, within a minute
	$(PY) -m pytest -n auto $(RAPIDE)

# Races, faults, restarts, stateful, every form and list of the back office: slow, and part of CI.
epreuves: installer-dev  ## the slow proofs: races, faults, restarts, stateful, hostile forms
	$(PY) -m pytest -n auto -m epreuve

couverture: installer-dev  ## the share of lines and branches that `make test` runs
	$(PY) -m pytest -n auto --cov --cov-report=term:skip-covered

lint: installer-dev  ## ruff, djlint, import directions, types, migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint templates --lint --quiet
	$(VENV)/bin/lint-imports
	DEBUG=1 $(VENV)/bin/mypy
	DEBUG=1 $(MANAGE) makemigrations --check --dry-run

parcours: installer-dev  ## stories in a real browser (needs chromium)
	$(PY) -m pytest -m parcours

# Needs GNU gettext; the compiled catalogue is committed so that nobody else does.
traductions: installer-dev .env  ## collect strings into locale/en, and compile
	$(MANAGE) makemessages --locale en --no-obsolete --no-location --no-wrap \
		--ignore .venv --ignore tests --ignore outils --ignore staticfiles
	$(MANAGE) compilemessages --locale en --ignore .venv

banc: installer-dev  ## benchmarks: print figures, judge nothing
	$(PY) -m outils.banc

# A demo keeps its settings beside it; production gives its own through the environment.
.env:
	@printf 'DEBUG=1\n' > .env

installer: .installe
installer-dev: .installe-dev

$(PY):
	$(PYTHON) -m venv $(VENV)

.installe: $(PY) requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch .installe

.installe-dev: .installe requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch .installe-dev
