# Every target does all of its own set-up (scripts/setup), so a fresh checkout needs nothing done before.
.DEFAULT_GOAL := help
.PHONY: help run web web-test shots test seal walls questions check format bench longrun settle soak tiny-transformers setup setup-run setup-bench lock clean

BIN := .venv/bin
TESTS ?= tests
KILLS ?= 100
# Most tests wait for a browser or a desk half of their time: two for each of two cores
JOBS ?= 4
ACTS ?= 2000
# 17 scenes of two acts each round
SETTLE_ROUNDS ?= 6

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup-run ## the expense report job live in the workspace, with no key (ONCE=1: in the terminal, then end)
	@$(BIN)/python examples/expense-report/$(if $(ONCE),run,watch).py

shots: setup ## a picture of every page of the workspace, both themes, three widths (ENTER=link of a running one)
	@$(BIN)/python -m tests.workspace.shots $(if $(ENTER),--enter "$(ENTER)") $(if $(ONLY),--only "$(ONLY)")

web-test: setup ## the workspace in a real Chromium, against a test double of the server
	@npm --prefix web run --silent test:browser

web: setup-run ## build the workspace (web/) into the package

test: setup ## all tests (TESTS=path for some)
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not slow and not local" $(TESTS)

test-all: setup ## all tests, the long ones too (an hour and more)
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not local" $(TESTS)

walls: setup ## every attack on the desk's walls, the slow ones too
	@$(BIN)/python -m pytest -n 2 tests/walls

questions: setup-run ## how often a person is asked: thirteen jobs under the profile "balanced"
	@$(BIN)/python examples/questions/run.py

letters: setup ## the mail job under four profiles, its hostile twin, and what jobs ask for nothing (long)
	@$(BIN)/python -m pytest -n 2 -m slow tests/examples

hostile: setup ## a model that obeys every stranger, and pages that lie, on a real desk: what arrives (long)
	@$(BIN)/python -m pytest tests/hostile

seal: setup ## every way out of an artifact's frame, and what it shows (ten minutes)
	@$(BIN)/python -m pytest tests/artifacts/frame

check: setup ## format, lint, strict types, architecture
	@$(BIN)/ruff format --check --output-format concise .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@scripts/web check
	@$(BIN)/python -m pytest tests/architecture

format: setup ## put the code into the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup-bench ## speed and rightness beside xdotool and scrot, in one run
	@$(BIN)/deskhand bench desk

settle: setup ## 200 acts on windows and pages that repaint as they like: none on a stale screen
	@$(BIN)/python -m pytest -n 2 tests/desk/settling --settle-rounds $(SETTLE_ROUNDS)

longrun: setup ## 2,000 acts in one session on a real desk: does anything grow? (ACTS=n)
	@$(BIN)/python -m deskhand.soak.longrun --acts $(ACTS)

soak: setup ## kill parts of a working job until KILLS=100 were seen, over as many runs (AIMED=1 ATTENDED=1)
	@$(BIN)/python -m soak --kills $(KILLS) $(if $(AIMED),--aimed) $(if $(ATTENDED),--attended)

tiny-transformers: ## the tiny random model by transformers and torch, in .venv-local: 50 acts
	@scripts/tiny-transformers

lock: ## write requirements/*.txt anew from pyproject.toml
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/lock

setup: ## what a person needs who changes the code
	@scripts/setup dev

setup-run:
	@scripts/setup run

setup-bench:
	@scripts/setup bench

clean: ## remove the environment and the caches
	@rm -rf web/node_modules src/deskhand/server/web .venv .venv-local .pytest_cache .mypy_cache .ruff_cache .hypothesis
