# Everything a developer or a curious administrator runs. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Found only where a recipe needs it, so that `make help` works on any machine.
SWIFT = $(or $(shell scripts/find-swift.sh),$(error no Swift compiler))
SOURCES := Package.swift Sources Tests Benchmarks
# How large the made-up companies of `make bench` are: S, M or L, or several of them; cel compares expressions.
SCALES ?= S M cel
# How long `make fuzz` tries each reader, and which; without names all.
SECONDS ?= 60
TARGETS ?=
# How many times more random histories `make soak` tries, and how often it repeats the crash tests.
ROUNDS ?= 20
# Where `make install` puts things, below DESTDIR if one is given, and the programs that it takes.
PREFIX ?= /usr
DESTDIR ?=
BUILT ?= .build/release
TEST_LOG := .build/test.log

.PHONY: help setup demo build test fuzz bench release install uninstall format lint soak clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## install what the build needs and this machine lacks
	@scripts/setup.sh

demo: setup ## one cycle on the example company, with the mail that comes of it
	$(SWIFT) build
	scripts/demo.sh "$$($(SWIFT) build --show-bin-path)" demo

build: setup ## build everything for debugging
	$(SWIFT) build

test: setup ## build and run all tests, and try each reader of files for 20 seconds
	@mkdir -p .build
	$(SWIFT) test 2>&1 | tee $(TEST_LOG)
	scripts/fuzz.sh build
	@# The same inputs each time: what is new to them is for `make fuzz`.
	FUZZ_SEED=1 scripts/fuzz.sh run 20

fuzz: setup ## try each reader of files with bred inputs (SECONDS=60, TARGETS="days json")
	scripts/fuzz.sh build
	scripts/fuzz.sh run $(SECONDS) $(TARGETS)

bench: setup ## compare with DuckDB and others (SCALES="S M cel"; L takes 20 GB and a quarter of an hour)
	for program in seatwarden benchmark-data benchmark-looks benchmark-facts benchmark-cel; do \
	    $(SWIFT) build -c release --static-swift-stdlib --product $$program; \
	done
	scripts/bench.sh "$$($(SWIFT) build -c release --show-bin-path)" $(SCALES)

release: setup ## build the two programs as they are installed
	$(SWIFT) build -c release --static-swift-stdlib --product seatwarden
	$(SWIFT) build -c release --static-swift-stdlib --product seatwarden-relay
	@echo "built in $$($(SWIFT) build -c release --show-bin-path)"

# Builds nothing, so that `sudo make install` leaves no files of root in the checkout.
install uninstall: export PREFIX := $(PREFIX)
install uninstall: export DESTDIR := $(DESTDIR)
install uninstall: export BUILT := $(BUILT)
install: ## copy what `make release` built below PREFIX (/usr), with units, users and folders
	@scripts/install.sh install

uninstall: ## remove it again; configuration, state and users stay
	@scripts/install.sh uninstall

format: ## format all Swift files
	$(SWIFT) format -i -r $(SOURCES)

lint: ## check format, scripts and documentation comments
	$(SWIFT) format lint --strict -r $(SOURCES)
	for script in scripts/*.sh Tests/SystemTests/*/*.sh .ci/run; do bash -n "$$script"; done

soak: setup ## the random and crash tests, many times over (ROUNDS=20)
	$(SWIFT) build --build-tests
	SEATWARDEN_SOAK=$(ROUNDS) $(SWIFT) test --skip-build --filter 'PropertyTests|FactsOracleTests'
	@echo "the kill tests, before every system call"
	SEATWARDEN_SOAK=1 $(SWIFT) test --skip-build --filter KillTests
	for round in $$(seq $(ROUNDS)); do \
	    echo "crash tests, round $$round of $(ROUNDS)"; \
	    $(SWIFT) test --skip-build --skip FactsOracleTests \
	        --filter 'SpoolingTests|RelayingTests|StorageTests|SystemTests'; \
	done

clean: ## remove what was built, the made-up exports and the demo
	$(SWIFT) package clean
	rm -rf .build-fuzz .build/bench .build/bench-venv
	@# Only a folder that the demo has made.
	if [ -e demo/.seatwarden-demo ]; then rm -rf demo; fi
