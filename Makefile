# What people and the continuous integration run. Each target does one thing;
# the longer ones are scripts. Two jobs are enough for most machines; give
# JOBS=8 for more.

JOBS ?= 2
PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE = $(SWIFT) build -c release -j $(JOBS)
LATENT = .build/release/latent
SOURCES = $(wildcard Sources Tests Benchmarks Examples Package.swift)

.DEFAULT_GOAL := help
.PHONY: help setup build demo test test-thread test-address fuzz validate \
  models examples check-docs docs lint format bench install clean

help: ## list these targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1	\2/p' Makefile | expand -t 22

setup: ## install BLAS and LAPACK where they are missing
	@scripts/setup

build: setup ## build the command in release mode
	@$(RELEASE) --product latent

demo: build ## build, then fit the Holzinger-Swineford model
	@$(LATENT) fit Models/holzinger-swineford/model.lav

test: setup ## run the test suite
	$(SWIFT) test -j $(JOBS)

test-thread: setup ## run what has several threads under ThreadSanitizer
	@scripts/sanitize thread

test-address: setup ## run the test suite under AddressSanitizer
	@scripts/sanitize address

fuzz: setup ## fuzz the readers, an hour; FUZZ_SECONDS=15 for less
	@scripts/fuzz

validate: build ## compare with the published and reference numbers
	@$(LATENT) validate Validation

models: build ## fit every model in Models/
	@scripts/fit-models

examples: setup ## build and run the package that embeds the library
	@scripts/check-examples

check-docs: build ## run the commands and compare the code in the documents
	@scripts/check-docs

docs: setup ## build the library's documentation with DocC
	@scripts/build-docs

lint: ## check the format
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

format: ## format all Swift files
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

bench: setup ## run the benchmarks
	$(SWIFT) run -c release -j $(JOBS) LatentBenchmarks

install: build ## install the command under PREFIX (/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(LATENT) "$(DESTDIR)$(PREFIX)/bin/latent"

clean: ## remove everything built
	$(SWIFT) package clean
	rm -rf Examples/*/.build
