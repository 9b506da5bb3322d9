# The commands people type. `make demo` and `make test` need nothing but Python 3.11+ and the package registry.
.PHONY: setup demo test chat bot bench
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready

setup: $(READY)

$(READY): pyproject.toml uv.lock
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@test -x $(VENV)/bin/uv || $(VENV)/bin/python -m pip --version >/dev/null 2>&1 || $(VENV)/bin/python -m ensurepip >/dev/null
	@test -x $(VENV)/bin/uv || $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv
	@echo "Setting up $(VENV) from uv.lock ..."
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(VENV)/bin/uv sync --locked --inexact --compile-bytecode --quiet
	@touch $@

demo: $(READY)
	@$(VENV)/bin/python bot.py demo

test: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest -n 2

chat: $(READY)
	@$(VENV)/bin/python bot.py chat

bot: $(READY)
	@$(VENV)/bin/python bot.py run

bench: $(READY)
	@$(VENV)/bin/python -m bench
