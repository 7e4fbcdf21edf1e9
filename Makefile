# The commands anybody must know. What they install and do stands in scripts/; CI runs `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run dev test test-backend test-browser check fmt crash bench

# Outside the checkout, so that a fresh clone finds what the last one compiled.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/motcua/target

help: ## this list
	@sed -nE 's/^([a-z-]+): .*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## build for release, serve the demo world on http://127.0.0.1:3000
	@scripts/run.sh

dev: ## serve for development; a saved file shows in the open page
	@scripts/setup.sh build && cargo xtask dev

test: ## everything CI asks: format, lints, both databases, bundle size, browsers
	@scripts/test.sh check backend browser

test-backend: ## the Rust tests, on SQLite and PostgreSQL
	@scripts/test.sh backend

test-browser: ## the browser tests; ARGS="-g 'track'" picks some
	@scripts/test.sh browser

check: ## format and lints
	@scripts/test.sh check

fmt: ## format the Rust code
	@cargo fmt --all

crash: ## kill the server 1,000 times in the middle of submissions
	@CRASH_KILLS=1000 FILTER=crash scripts/test.sh backend

bench: ## what it costs, beside its budgets; prints a table, writes var/bench.json
	@scripts/bench.sh
