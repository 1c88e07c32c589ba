# Speed, measured beside the peers: see bench/README.md. No test depends on it.
#
#   make bench                           10,000 generated cards, 5 rounds
#   make bench BENCH_CARDS=folder        those cards instead
#   make bench BENCH_COUNT=100000 BENCH_ROUNDS=3
#   make bench-http                      of that, only the part about the server and its page

BENCH_PACKAGES := sqlite3 xapian-tools xapian-omega
BENCH_HTTP_PACKAGES := groonga-bin groonga-token-filter-stem curl

bench_base := $(patsubst %,$(BUILD)/lib/base/%.o,buf arena span)
bench_learning := $(patsubst %,$(BUILD)/bench/%.o,folder chain learn sentence card query)

$(BUILD)/bench/gen-cards: $(BUILD)/bench/gen_cards.o $(bench_learning) $(bench_base)
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS)
$(BUILD)/bench/measure: $(BUILD)/bench/measure.o
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS)
$(BUILD)/bench/peer-text: $(BUILD)/bench/peer_text.o $(BUILD)/bench/folder.o \
    $(BUILD)/lib/liblitsearch-core.a
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(LIBS)
$(BUILD)/bench/http-load: $(patsubst %,$(BUILD)/bench/%.o,http_load http_reply)
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS)

bench-programs: programs $(patsubst %,$(BUILD)/bench/%,gen-cards measure peer-text http-load)
.PHONY: bench bench-http bench-programs bench-setup bench-web run-bench run-bench-http

bench-setup:
	$(call install_missing,$(BUILD_PACKAGES) $(BENCH_PACKAGES) $(BENCH_HTTP_PACKAGES) $(WEB_DEBIAN_PACKAGES))
# Pagefind, and what drives Chromium.
bench-web: web-packages
	@tests/web/install bench/pagefind $(WEB)/pagefind

# Two makes, as for check: the second sees what the first installed. Settings of bench/run reach
# it through the environment.
bench: bench-setup
	@$(MAKE) --no-print-directory -s -j$$(nproc) bench-programs bench-web
	@$(MAKE) --no-print-directory run-bench
	@$(MAKE) --no-print-directory run-bench-http
bench-http: bench-setup
	@$(MAKE) --no-print-directory -s -j$$(nproc) bench-programs bench-web
	@$(MAKE) --no-print-directory run-bench-http
run-bench-http:
	@BUILD=$(abspath $(BUILD)) bench/http
run-bench:
	@BUILD=$(abspath $(BUILD)) BENCH_BUILT_WITH="$$($(CC) --version | sed -n 1p), $(CFLAGS)" bench/run
