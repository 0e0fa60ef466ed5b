# What people and the continuous integration run. Each target does one thing;
# the longer ones are scripts. Two jobs are enough for most machines; give
# JOBS=8 for more.

JOBS ?= 2
PREFIX ?= /usr/local
SWIFT ?= swift
# One executable without shared libraries; on macOS these flags are empty.
STATIC = $(shell scripts/static-flags)
RELEASE = $(SWIFT) build -c release -j $(JOBS) $(STATIC)
LATENT = .build/release/latent
# Debug builds with optimized kernels: see Package.swift.
export LATENT_OPTIMIZED_KERNELS = 1
SOURCES = $(wildcard Sources Tests Benchmarks Examples Package.swift)

.DEFAULT_GOAL := help
.PHONY: help setup build demo test test-thread test-address fuzz bad-inputs \
  interruptions validate models examples check-docs check-study check-determinism \
  check-slurm check-static docs \
  lint format bench install uninstall clean

help: ## list these targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1	\2/p' Makefile | expand -t 22

setup: ## install BLAS and LAPACK where they are missing
	@scripts/setup

build: setup ## build the command in release mode, as one static file
	@$(RELEASE) --product latent
	@$(SWIFT) build -c release -j $(JOBS) --static-swift-stdlib \
	  --scratch-path .build/reader --product latent-read
	@install -m 755 .build/reader/release/latent-read .build/release/

demo: build ## build, then fit the Holzinger-Swineford model
	@$(LATENT) fit Models/holzinger-swineford/model.lav

test: setup ## run the test suite
	$(SWIFT) test -j $(JOBS)

test-thread: setup ## run the test suite under ThreadSanitizer
	@scripts/sanitize thread

test-address: setup ## run the test suite under AddressSanitizer
	@scripts/sanitize address

fuzz: build ## fuzz readers and command, over an hour; FUZZ_SECONDS=15 for less
	@scripts/fuzz
	@$(SWIFT) scripts/mutate-command.swift $(LATENT) $${FUZZ_SECONDS:-600}

bad-inputs: build ## run the tables of bad inputs
	@JOBS=$(JOBS) scripts/bad-inputs

interruptions: build ## kill, signal and starve the command; KILLS=10 for less
	@scripts/check-interruptions $(or $(KILLS),100)

validate: build ## compare with the published and reference numbers
	@$(LATENT) validate Validation

models: build ## fit every model in Models/
	@scripts/fit-models

examples: setup ## build and run the packages that embed the library
	@scripts/check-examples

check-docs: build ## run the commands and compare the code in the documents
	@scripts/check-docs

check-study: build ## carry the study out and check its documents
	@scripts/check-study

check-determinism: build ## compare draws between types of processors
	@scripts/check-determinism

check-slurm: build ## run shards under Slurm, which it installs; kill some
	@scripts/check-slurm

check-static: build ## run the command where there is nothing else
	@scripts/check-static

docs: setup ## build the library's documentation with DocC
	@scripts/build-docs

lint: ## check the format
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

format: ## format all Swift files
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

# The benchmarks count allocations by functions of their own in place of
# malloc, which the static library of C has too.
bench: setup ## run the benchmarks
	$(SWIFT) run -c release -j $(JOBS) $(STATIC) \
	  $(if $(STATIC),-Xlinker --allow-multiple-definition) LatentBenchmarks

INSTALLED = bin/latent bin/latent-read share/man/man1/latent.1 \
  share/bash-completion/completions/latent \
  share/zsh/site-functions/_latent \
  share/fish/vendor_completions.d/latent.fish

install: build ## install the command, its manual and completions under PREFIX
	install -d "$(DESTDIR)$(PREFIX)"
	cd "$(DESTDIR)$(PREFIX)" && install -d $(dir $(INSTALLED))
	install -m 755 $(LATENT) $(LATENT)-read "$(DESTDIR)$(PREFIX)/bin/"
	@cd "$(DESTDIR)$(PREFIX)" && \
	  bin/latent manual >share/man/man1/latent.1 && \
	  bin/latent completion bash >share/bash-completion/completions/latent && \
	  bin/latent completion zsh >share/zsh/site-functions/_latent && \
	  bin/latent completion fish >share/fish/vendor_completions.d/latent.fish

uninstall: ## remove what install put there
	cd "$(DESTDIR)$(PREFIX)" && rm -f $(INSTALLED)

clean: ## remove everything built
	$(SWIFT) package clean
	rm -rf .build/examples .build/fuzz .build-address .build-thread
