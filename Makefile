# Kudari: `make` alone lists the targets.

# Given on the command line these win; otherwise the settings (KUDARI_HOST, ...) and their defaults do.
SERVE = $(foreach option,HOST PORT WORKERS,$(if $(filter command line,$(origin $(option))),--$(OPTION_$(option)) $($(option))))
OPTION_HOST = host
OPTION_PORT = port
OPTION_WORKERS = workers

PY = .venv/bin/python
# Stamps, touched when all went well: younger than the lock that they stand for, or it is installed again.
RUN = .venv/.installed-run
DEV = .venv/.installed-dev
NPM = node_modules/.installed

# With the first Python that is new enough.
define install
for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		exec $$python tools/install.py $(1); \
	fi; \
done; \
echo "Kudari needs Python 3.11 or newer as python3. On Debian or Ubuntu: sudo apt-get install python3" >&2; exit 1
endef

.DEFAULT_GOAL = help
.PHONY: help run test lint types contracts unit js journeys bench format lock vendor clean

help: ## list the targets
	@echo "make run      HOST=0.0.0.0 PORT=8000 WORKERS=2 are optional"
	@grep -hE '^[a-z]+:.*## ' Makefile | sort | sed 's/:.*## /:/' | awk -F: '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: $(RUN) ## install what is missing, then serve and print the address
	@exec $(PY) -m app serve $(SERVE)

# One after the other, whatever -j says: the first that fails is the last line.
test: $(DEV) $(NPM) ## every check below, in a real browser too; the first failure ends it
	@for part in lint types contracts unit js journeys; do \
		echo "== $$part"; $(MAKE) --no-print-directory $$part || exit 1; \
	done

lint: $(DEV) $(NPM) ## ruff, hadolint, and static/vendor as its lock makes it
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@.venv/bin/hadolint Dockerfile
	@$(PY) tools/vendor.py --check

types: $(DEV) $(NPM) ## mypy for the Python, tsc for the JavaScript
	@$(PY) -m mypy
	@$(PY) tools/node.py node_modules/typescript/bin/tsc --project tsconfig.json
	@$(PY) tools/node.py node_modules/typescript/bin/tsc --project tests/js/tsconfig.json

contracts: $(DEV) ## which module may import which
	@.venv/bin/lint-imports

unit: $(DEV) $(NPM) ## the tests without a browser
	@$(PY) -m pytest --ignore=tests/browser --numprocesses=2 --dist=worksteal

# Node calls a pattern without files a success: look first.
js: $(DEV) ## the tests of the JavaScript that needs no page
	@find tests/js -name '*.test.js' | grep -q . || { echo "tests/js holds no tests." >&2; exit 1; }
	@$(PY) tools/node.py --test 'tests/js/**/*.test.js'

# In pytest processes of their own: Playwright runs an event loop in each, and each has its server and its Chromium. What
# fails is run once more, and listed: on a busy machine a browser can be late.
journeys: $(DEV) ## the tests in a real Chromium, found or installed
	@browser=$$($(PY) tools/chromium.py) || exit 1; KUDARI_CHROMIUM="$$browser" $(PY) -m pytest tests/browser \
		--numprocesses=2 --dist=worksteal --reruns=1 -rR

bench: $(DEV) ## measure Kudari against named references, and write docs/benchmarks.md
	@PYTHONPATH=tools $(PY) -m bench

format: $(DEV) ## let ruff put the Python in order
	@$(PY) -m ruff check --fix --quiet
	@$(PY) -m ruff format

lock: $(DEV) ## pin what requirements/*.in ask for; UPGRADE=yes brings all of it to its newest
	@for name in run dev; do \
		CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet $(if $(UPGRADE),--upgrade) --generate-hashes \
			--strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			--output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

vendor: $(DEV) $(NPM) ## make static/vendor again from package.json and its lock
	@$(PY) tools/vendor.py

clean: ## remove what the other targets made
	rm -rf .venv node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find app tests tools -name __pycache__ -prune -exec rm -rf {} +

$(RUN): $(PY) requirements/run.txt requirements/torch.txt
	@$(call install,run)
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	@$(call install,dev)
	@touch $@

$(NPM): $(DEV) package.json package-lock.json .npmrc
	@echo "Installing package-lock.json ..."
	@$(PY) tools/node.py npm ci --silent
	@touch $@

# No recipe: where it is missing, or the Python that it leads to is gone, what stands on it is made again.
$(PY):
