# xapian-c, the C API over Xapian: both libraries, the pkg-config file and the tests.
# Included by the top Makefile; also works alone, from the top folder:
#     make -f xapian-c/module.mk xapian-c

BUILD ?= build
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
VERSION ?= 0.1.0
CFLAGS ?= -O2 -g
CXXFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config

XAPIAN_C_ABI := 1
XAPIAN_C_STATIC := $(BUILD)/lib/libxapian-c.a
XAPIAN_C_SONAME := libxapian-c.so.$(XAPIAN_C_ABI)
XAPIAN_C_SHARED := $(BUILD)/lib/$(XAPIAN_C_SONAME)
XAPIAN_C_PC := $(BUILD)/lib/pkgconfig/xapian-c.pc
# What a C program needs to link the static library.
XAPIAN_C_LIBS = $(shell $(PKG_CONFIG) --libs xapian-core) -lstdc++

xapian_c_objects := $(patsubst xapian-c/%.cc,$(BUILD)/xapian-c/%.o,$(wildcard xapian-c/*.cc))
xapian_c_cxxflags = -std=c++17 -Wall -Wextra -Werror -fPIC -fvisibility=hidden -MMD -MP \
    $(shell $(PKG_CONFIG) --cflags xapian-core)

.PHONY: xapian-c xapian-c-tests xapian-c-check
xapian-c: $(XAPIAN_C_STATIC) $(XAPIAN_C_SHARED) $(BUILD)/lib/libxapian-c.so $(XAPIAN_C_PC)

$(BUILD)/xapian-c/%.o: xapian-c/%.cc
	@mkdir -p $(@D)
	$(CXX) $(xapian_c_cxxflags) $(CPPFLAGS) $(CXXFLAGS) -c -o $@ $<

$(XAPIAN_C_STATIC): $(xapian_c_objects)
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $^

$(XAPIAN_C_SHARED): $(xapian_c_objects) xapian-c/libxapian-c.map
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(XAPIAN_C_SONAME) \
	    -Wl,--version-script=xapian-c/libxapian-c.map -o $@ $(xapian_c_objects) \
	    $(shell $(PKG_CONFIG) --libs xapian-core)

$(BUILD)/lib/libxapian-c.so: $(XAPIAN_C_SHARED)
	ln -sf $(XAPIAN_C_SONAME) $@

# The folders are written in terms of the prefix, so that pkg-config can move it. Renamed into
# place: another make may be installing it.
$(XAPIAN_C_PC): xapian-c/xapian-c.pc.in xapian-c/module.mk
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|' \
	    -e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCLUDEDIR))|' $< > $@.$$$$ && mv $@.$$$$ $@

# The tests: C programs that print TAP, and two scripts.
xapian_c_test_support := $(BUILD)/tests/xapian-c/support.o
xapian_c_test_sources := $(filter-out tests/xapian-c/support.c,$(wildcard tests/xapian-c/*.c))
XAPIAN_C_TESTS := $(patsubst tests/xapian-c/%.c,$(BUILD)/tests/xapian-c/%.t, \
    $(xapian_c_test_sources))
xapian_c_cflags = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -Iinclude -MMD -MP

xapian-c-tests: xapian-c $(XAPIAN_C_TESTS)

xapian-c-check: xapian-c-tests
	BUILD=$(BUILD) prove $(XAPIAN_C_TESTS) tests/xapian-c/*.t

$(BUILD)/tests/xapian-c/%.o: tests/xapian-c/%.c
	@mkdir -p $(@D)
	$(CC) $(xapian_c_cflags) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The C++ compiler links, so that sanitizers bring what C++ needs of them.
$(BUILD)/tests/xapian-c/%.t: $(BUILD)/tests/xapian-c/%.o $(xapian_c_test_support) \
    $(XAPIAN_C_STATIC)
	$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(XAPIAN_C_LIBS)

.PRECIOUS: $(BUILD)/tests/xapian-c/%.o

-include $(xapian_c_objects:.o=.d) $(wildcard $(BUILD)/tests/xapian-c/*.d)
