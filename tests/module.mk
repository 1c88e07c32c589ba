# Tests: C programs that print TAP (tests/*/*.c), and scripts that do (tests/*/*.t). All run
# under prove.

test_folders := base text lexicon site store indexer query server fuzz
test_sources := $(wildcard $(test_folders:%=tests/%/*_test.c))
test_programs := $(test_sources:%.c=$(BUILD)/%.t)
test_support := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c tests/fuzz/fuzzer.c,$(wildcard $(test_folders:%=tests/%/*.c)))) \
    $(cedict_objects)
test_scripts = $(wildcard tests/cli/*.t tests/http/*.t tests/xapian-c/*.t tests/api/*.t)
# One that drives a browser is called *.browser.t.
web_scripts = $(wildcard tests/web/*.t)

$(BUILD)/tests/%_test.t: $(BUILD)/tests/%_test.o $(test_support) $(index_objects) $(server_objects) $(query_objects) $(BUILD)/lib/liblitsearch-core.a $(BUILD)/lib/libxapian-c.a
	$(CXX) $(CXXFLAGS) -pthread $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(INDEX_LIBS) $(SERVER_LIBS) $(LIBS)
.PRECIOUS: $(BUILD)/tests/%_test.o

# valgrind watches the C library's allocator, not mimalloc.
$(BUILD)/tests/litsearch-index: $(index_parts)
	@mkdir -p $(@D)
	$(link_index)

# bibutils forgets some memory of its own, so no sanitizers here.
$(BUILD)/tests/bibutils_mods: tests/formats/bibutils_mods.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -O1 $< -o $@ -lbibutils

tests: $(test_programs) $(CEDICT_COMPILE) $(API_TESTS) xapian-c-tests $(BUILD)/tests/litsearch-index $(BUILD)/tests/bibutils_mods
.PHONY: tests

# To be run by a test, not installed: that would start a server on the machine.
NGINX := build/nginx/usr/sbin/nginx
$(NGINX):
	@mkdir -p build/nginx && cd build/nginx && \
	    { apt-get download -qq nginx && dpkg-deb -x nginx_*.deb . && touch usr/sbin/nginx; } >/dev/null 2>&1 || \
	    { echo "make check: Debian's package nginx cannot be fetched: is there a network?" >&2; exit 1; }
test-nginx: $(if $(shell PATH=$$PATH:/usr/sbin command -v nginx),,$(NGINX))
.PHONY: test-nginx

# demo and check are two makes each: the second sees what the first installed.
demo: setup
	@$(MAKE) --no-print-directory -s -j$$(nproc) programs
	@$(MAKE) --no-print-directory -s run-demo
check: setup-check
	@$(MAKE) --no-print-directory -s -j$$(nproc) all tests test-nginx web-packages
	@$(MAKE) --no-print-directory run-check
# The quick loop: without Node and browser.
check-core: setup-core
	@$(MAKE) --no-print-directory -s -j$$(nproc) all tests test-nginx
	@$(MAKE) --no-print-directory run-check-core

DEMO := $(BUILD)/demo
.PHONY: demo check check-core run-demo run-check run-check-core
run-demo:
	$(BUILD)/litsearch-index --db $(DEMO) corpus/cards
	$(BUILD)/litsearch --db $(DEMO) "hallucination bias"
prove = LITSEARCH_DICT= BUILD=$(abspath $(BUILD)) VERSION=$(VERSION) SANITIZE=$(SANITIZE) \
    HARNESS_RULESFILE=tests/rules.yml prove -j$$(nproc) --timer
core_tests = $(test_programs) $(API_TESTS) $(XAPIAN_C_TESTS) $(test_scripts)
run-check:
	$(prove) $(web_scripts) $(core_tests)
run-check-core:
	$(prove) $(core_tests)

# make check-oracle CARDS=DIR: random queries answered by the programs and by a scan of the cards.
# LANGUAGE=1 also asks the kinds on which the two are known to disagree.
CARDS ?= corpus/cards
QUERIES ?= 400
SEED ?= 1
ORACLE := $(BUILD)/tests/oracle/oracle
oracle_objects := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/oracle/*.c indexer/card/*.c))
$(ORACLE): $(oracle_objects) $(BUILD)/lib/liblitsearch-core.a $(BUILD)/lib/libxapian-c.a
	$(CXX) $(CXXFLAGS) -pthread $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(INDEX_LIBS) -lopencc $(LIBS)
tests: $(ORACLE)

.PHONY: check-oracle
check-oracle: programs $(ORACLE)
	@scratch=$$(mktemp -d) && \
	    $(ORACLE) --queries $(QUERIES) --seed $(SEED) $(if $(LANGUAGE),--language) \
	        $(BUILD) $(CARDS) $$scratch/index; \
	    status=$$?; rm -rf "$$scratch"; exit $$status

# make judge EVAL=DIR: how good the rankings are, of the sample cards and of the collections below
# DIR, beside the committed figures; make judge-update makes what is found the figures.
EVAL ?=
.PHONY: judge judge-update
judge judge-update: programs
	@BUILD=$(BUILD) perl tests/judge/judge $(if $(filter judge-update,$@),--update) $(if $(EVAL),"$(EVAL)")

include tests/fuzz/module.mk
