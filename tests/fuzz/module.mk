# make fuzz SECONDS=60: clang's fuzzer on what the server reads of a request, from the seeds on;
# what it finds stays below build/fuzz. make check replays the seeds.
SECONDS ?= 60
FUZZ := build/fuzz
FUZZ_JOBS ?= $(shell nproc)

.PHONY: fuzz
fuzz:
	@command -v clang >/dev/null || { echo "make fuzz needs clang: apt-get install clang" >&2; exit 1; }
	@$(MAKE) --no-print-directory -s -j$(FUZZ_JOBS) BUILD=$(FUZZ)/build CC=clang CXX=clang++ \
	    SANITIZE=fuzzer-no-link,address,undefined $(FUZZ)/build/tests/fuzz/requests
	@mkdir -p $(FUZZ)/corpus $(FUZZ)/found
	@awk 'length { printf "%s", $$0 > sprintf("$(FUZZ)/corpus/seed-%03d", NR) }' tests/fuzz/seeds
	$(FUZZ)/build/tests/fuzz/requests -max_total_time=$(SECONDS) -max_len=4096 -timeout=5 -use_value_profile=1 \
	    -dict=tests/fuzz/words -artifact_prefix=$(FUZZ)/found/ -print_final_stats=1 $(FUZZ)/corpus

$(BUILD)/tests/fuzz/requests: $(BUILD)/tests/fuzz/fuzzer.o $(BUILD)/tests/fuzz/request.o $(server_objects) $(query_objects) $(BUILD)/lib/liblitsearch-core.a $(BUILD)/lib/libxapian-c.a
	$(CXX) $(CXXFLAGS) -fsanitize=fuzzer -pthread $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(SERVER_LIBS) $(LIBS)
