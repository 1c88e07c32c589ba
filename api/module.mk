# liblitsearch, the public C API: both libraries and the pkg-config file.

LITSEARCH_ABI := 0
LITSEARCH_STATIC := $(BUILD)/lib/liblitsearch.a
LITSEARCH_SONAME := liblitsearch.so.$(LITSEARCH_ABI)
LITSEARCH_SHARED := $(BUILD)/lib/$(LITSEARCH_SONAME)
LITSEARCH_PC := $(BUILD)/lib/pkgconfig/litsearch.pc
# Debian's archives are not made for shared libraries.
LITSEARCH_LIBS := -lcmark -lyaml -lstemmer -lutf8proc -lzstd -ljansson -lxapian -lm

api_sources := $(wildcard api/*.c) $(filter-out %_gen.c,$(wildcard lib/*/*.c)) \
    $(filter-out query/main.c,$(wildcard query/*.c query/*/*.c)) \
    $(filter-out indexer/main.c,$(wildcard indexer/*.c indexer/*/*.c))
api_objects := $(api_sources:%.c=$(BUILD)/pic/%.o) \
    $(patsubst $(BUILD)/%,$(BUILD)/pic/%,$(filter $(BUILD)/generated/%,$(lib_objects)))

.PHONY: api
api: $(LITSEARCH_STATIC) $(LITSEARCH_SHARED) $(BUILD)/lib/liblitsearch.so $(LITSEARCH_PC)

$(BUILD)/pic/%.o: %.c
	@mkdir -p $(@D)
	$(C) -fPIC -fvisibility=hidden -c $< -o $@

$(BUILD)/pic/generated/%.o: $(BUILD)/generated/%.c
	@mkdir -p $(@D)
	$(C) -fPIC -fvisibility=hidden -c $< -o $@

$(LITSEARCH_STATIC): $(api_objects) $(xapian_c_objects)
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $^

$(LITSEARCH_SHARED): $(api_objects) $(xapian_c_objects) api/liblitsearch.map
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS) $(LDFLAGS) -shared -pthread -Wl,-soname,$(LITSEARCH_SONAME) \
	    -Wl,--version-script=api/liblitsearch.map -Wl,--no-undefined -Wl,--as-needed -o $@ \
	    $(api_objects) $(xapian_c_objects) $(LITSEARCH_LIBS)

$(BUILD)/lib/liblitsearch.so: $(LITSEARCH_SHARED)
	ln -sf $(LITSEARCH_SONAME) $@

# As xapian-c.pc.
$(LITSEARCH_PC): api/litsearch.pc.in api/module.mk
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|' \
	    -e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCLUDEDIR))|' $< > $@.$$$$ && mv $@.$$$$ $@

# The tests: C programs that use the shared library as anybody would, and a script.
API_TESTS := $(patsubst tests/api/%.c,$(BUILD)/tests/api/%.t,$(wildcard tests/api/*_test.c))
$(BUILD)/tests/api/%.t: tests/api/%.c tests/tap.h include/litsearch.h $(LITSEARCH_SHARED) $(BUILD)/lib/liblitsearch.so
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -Iinclude -I. $(CPPFLAGS) $(CFLAGS) -pthread $< -o $@ \
	    $(LDFLAGS) -L$(BUILD)/lib -llitsearch -Wl,-rpath,$(abspath $(BUILD)/lib)
