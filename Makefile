# Two commands do everything on a fresh machine with Python ≥ 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# A stamp a lock: an environment is completed only when its lock changed.
STAMP := $(VENV)/.installed

.PHONY: install demo test e2e check serve bench lock assets clean

install: $(STAMP)-runtime

demo: install
	$(BIN)/tisserand demo $(DEMO_OPTIONS)

serve: install
	$(BIN)/tisserand serve

test: $(STAMP)-test
	$(BIN)/pytest --ignore tests/e2e

e2e: $(STAMP)-e2e
	$(BIN)/pytest -m e2e tests/e2e

check: $(STAMP)-test $(STAMP)-check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Baselines that need other versions than the product have an environment of their own.
bench: $(STAMP)-test .venv-baselines
	$(BIN)/python benchmarks/run_all.py

.venv-baselines: requirements/baselines.lock
	$(PYTHON) -m venv $@
	$@/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	touch $@

# Built by esbuild (Node) and committed: users need no Node. CI checks that they are fresh.
assets:
	cd viz/explorer && npm ci && npm run build

# Compiled as pip compiles a wheel: commands start sooner, even where nothing may be written later.
$(STAMP)-%: requirements/%.lock pyproject.toml | $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/build.lock
	$(PIP) install --quiet --require-hashes -r $<
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q ontology ingest queries graph_api viz src
	touch $@

$(VENV):
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed / Python 3.11 ou plus récent est requis')"
	$(PYTHON) -m venv $(VENV)

# Rewrites the locks (needs uv): exact versions and hashes, valid on Python 3.11 and later.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock:
	printf 'hatchling\neditables\n' | $(LOCK) - -o requirements/build.lock
	$(LOCK) pyproject.toml -o requirements/runtime.lock
	printf 'igraph\nimplicit\nleidenalg\nmorph-kgc\nnetworkit\nrank-bm25\nscikit-learn\nsplink\n' | $(LOCK) - -o requirements/baselines.lock
	for extra in test check e2e; do \
		$(LOCK) pyproject.toml --extra $$extra -c requirements/runtime.lock -o requirements/$$extra.lock; done

clean:
	rm -rf $(VENV) .venv-baselines build dist .mypy_cache .ruff_cache .pytest_cache
