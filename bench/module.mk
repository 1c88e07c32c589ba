# Speed, measured beside the peers: see bench/README.md. No test depends on it.
#
#   make bench                           10,000 generated cards, 5 rounds
#   make bench BENCH_CARDS=folder        those cards instead
#   make bench BENCH_COUNT=100000 BENCH_ROUNDS=3

BENCH_PACKAGES := sqlite3 xapian-tools xapian-omega

bench_base := $(patsubst %,$(BUILD)/lib/base/%.o,buf arena span)
bench_learning := $(patsubst %,$(BUILD)/bench/%.o,folder chain learn sentence card query)

$(BUILD)/bench/gen-cards: $(BUILD)/bench/gen_cards.o $(bench_learning) $(bench_base)
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS)
$(BUILD)/bench/measure: $(BUILD)/bench/measure.o
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS)
$(BUILD)/bench/peer-text: $(BUILD)/bench/peer_text.o $(BUILD)/bench/folder.o \
    $(BUILD)/lib/liblitsearch-core.a
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(LIBS)

bench-programs: programs $(patsubst %,$(BUILD)/bench/%,gen-cards measure peer-text)
.PHONY: bench-programs bench-setup run-bench

bench-setup:
	$(call install_missing,$(BUILD_PACKAGES) $(BENCH_PACKAGES))

# Two makes, as for check: the second sees what the first installed. Settings of bench/run reach
# it through the environment.
bench: bench-setup
	@$(MAKE) --no-print-directory -s -j$$(nproc) bench-programs
	@$(MAKE) --no-print-directory run-bench
run-bench:
	@BUILD=$(abspath $(BUILD)) BENCH_BUILT_WITH="$$($(CC) --version | sed -n 1p), $(CFLAGS)" bench/run
