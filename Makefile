# songngu: make help says what there is to make.

GO      ?= go
PREFIX  ?= /usr/local
DESTDIR ?=
SHARED  ?= ../shared
OUT     := .build
VERSION := $(shell sed -n 's/^\trelease = "\(.*\)"/\1/p' cmd/songngu/version.go)
COMMIT  := $(shell git rev-parse HEAD 2>/dev/null)
LDFLAGS := -s -w -X main.commit=$(COMMIT)
BUILD   := CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)'
SYSTEMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
AXE_VERSION := 4.14.1
AXE     := $(OUT)/axe/axe.min.js
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: build test demo help lint race man install dist bench bench-align bench-diff bench-tm bench-tmx clients clients-samples axe screenshots load measure lexicon clean

build: ## build the program: .build/songngu
	@mkdir -p $(OUT)
	$(BUILD) -o $(OUT)/songngu ./cmd/songngu

test: ## run every test
	$(GO) test ./...

demo: build ## make a memory from a bilingual example, without network
	@rm -rf $(OUT)/demo && mkdir -p $(OUT)/demo
	@cp cmd/songngu/testdata/demo/article.txt cmd/songngu/testdata/demo/original.warc $(OUT)/demo/
	@echo '$$ songngu align article.txt --warc original.warc   (in $(OUT)/demo)'
	@cd $(OUT)/demo && ../songngu align article.txt --warc original.warc --cache-dir none \
		-o article.en-vi.tmx -o article.html -o article.tsv -o article.alignment.jsonl
	@echo
	@echo 'Read the pairs side by side:      $(OUT)/demo/article.html  (any browser)'
	@echo 'Load the memory in a CAT tool:    $(OUT)/demo/article.en-vi.tmx'
	@echo 'Work with the pairs in a shell:   $(OUT)/demo/article.tsv'

help: ## list what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

lint: ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'gofmt would change these'; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

race: ## the tests of everything concurrent, under the race detector
	$(GO) test -race -short ./corpus/... ./align/... ./cmd/... ./tmx/transform
	$(GO) test -race -short -run 'TwoWriters|AllOrNothing|ImportTMX|Search' ./tmx/memory

man: build ## write the manual page: .build/songngu.1
	$(OUT)/songngu man > $(OUT)/songngu.1

install: build man ## put the program, manual page and completions below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(OUT)/songngu $(DESTDIR)$(PREFIX)/bin/songngu
	install -m 644 $(OUT)/songngu.1 $(DESTDIR)$(PREFIX)/share/man/man1/songngu.1
	$(OUT)/songngu completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/songngu
	$(OUT)/songngu completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_songngu
	$(OUT)/songngu completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/songngu.fish

dist: ## cross-compile static binaries into .build/dist
	@mkdir -p $(OUT)/dist
	@for s in $(SYSTEMS); do os=$${s%/*}; arch=$${s#*/}; ext=; [ $$os = windows ] && ext=.exe; \
		name=songngu-$(VERSION)-$$os-$$arch$$ext; echo $$name; \
		GOOS=$$os GOARCH=$$arch $(BUILD) -o $(OUT)/dist/$$name ./cmd/songngu || exit 1; done
	@cd $(OUT)/dist && sha256sum songngu-$(VERSION)-* > SHA256SUMS

bench: build ## time and memory of the main job and of start-up
	SONGNGU_BINARY=$(CURDIR)/$(OUT)/songngu $(GO) test ./cmd/songngu -run '^$$' -bench 'MainJob|StartUp' -benchtime 20x

axe: $(AXE) ## get axe-core from npm, for the tests of the pages' accessibility
$(AXE):
	@mkdir -p $(OUT)/axe && cd $(OUT)/axe && { command -v npm >/dev/null && npm pack --silent axe-core@$(AXE_VERSION) >/dev/null 2>&1 && \
		tar -xzf axe-core-$(AXE_VERSION).tgz && cp package/axe.min.js axe.min.js; } || echo 'npm or its registry is not here: accessibility is not tested'

screenshots: ## pictures of the review page and of the search page: .build/shots
	@mkdir -p $(OUT)/shots
	SONGNGU_SHOTS=$(abspath $(OUT)/shots) $(GO) test ./cmd/songngu/internal/review/page ./cmd/songngu/internal/server -run 'Screenshots|Page' -v -count=1 | grep -v '^=== '

load: ## 200 clients at the server for a minute
	SONGNGU_LOAD=60s $(GO) test ./cmd/songngu/internal/server -run Load -v -count=1 -timeout 10m

bench-align: ## sentences a second and memory of the aligner, from 1k to 1M sentences
	SONGNGU_SHARED=$(abspath $(SHARED)) $(GO) test ./align -run '^$$' -bench . -benchtime 1x -timeout 60m

bench-diff: ## a million units against a million
	$(GO) test ./align/diff -run '^$$' -bench DiffMillion -benchtime 1x

bench-tm: ## look-up and concordance from ten thousand units to a million, import, and tmserver beside them
	SONGNGU_SHARED=$(abspath $(SHARED)) $(GO) test ./tmx/memory -run '^$$' -bench 'Memory' -benchtime 1000x -cpu 1 -timeout 60m
	SONGNGU_SHARED=$(abspath $(SHARED)) $(GO) test ./tmx/memory -run '^$$' -bench 'Import/units=300000$$' -benchtime 1x -timeout 20m
	SONGNGU_TMSERVER_UNITS=500 SONGNGU_SHARED=$(abspath $(SHARED)) $(GO) test ./tmx/memory -run '^$$' -bench BesideTmserver -benchtime 5x -timeout 20m

bench-tmx: ## megabytes a second of the TMX reader and writer, beside encoding/xml
	$(GO) test ./tmx -run '^$$' -bench . -cpu 1

clients: demo ## try the demo's memory in every client that is installed here
	@sh cmd/songngu/testdata/clients.sh $(OUT)/demo/article.en-vi.tmx $(SHARED)

clients-samples: ## write every sample memory of ../shared anew and try it in every client (minutes)
	@if [ -d $(SHARED)/data ]; then \
		SONGNGU_CLIENTS=1 SONGNGU_SHARED=$(abspath $(SHARED)) $(GO) test ./cmd/songngu -run SamplesInClients -v -timeout 60m; \
	else echo 'there is no $(SHARED)/data here: no sample is tried'; fi

measure: ## quality on the development data in ../shared, where it is there
	@if [ -d $(SHARED)/data ]; then \
		SONGNGU_SHARED=$(abspath $(SHARED)) $(GO) test ./align ./align/lexicon ./align/anchor ./corpus/... ./tmx/... ./cmd/songngu -run 'Gold|Measure|Detect|Discriminate|HitRates|Ablation' -v -timeout 30m | grep -v -e '^=== ' -e '^--- ' -e '^PASS'; \
	else echo 'there is no $(SHARED)/data here: nothing is measured'; fi

lexicon: ## learn the embedded word table again, byte for byte, from ../shared
	@if [ -d $(SHARED)/data ]; then $(GO) run ./align/lexicon/build -shared $(SHARED) -o align/lexicon/embed.lexicon; \
	else echo 'there is no $(SHARED)/data here: the word table cannot be learnt again'; fi

clean: ## remove what was built
	rm -rf $(OUT)
