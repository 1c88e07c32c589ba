# litsearch: see README.md. `make demo` and `make check` install what is missing;
# plain `make` only builds.

VERSION := 0.1.0
SHELL := /bin/bash

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share
DESTDIR ?=

# SANITIZE=address,undefined builds and tests with those sanitizers, in a folder of its own.
SANITIZE ?=
comma := ,
BUILD ?= build$(if $(SANITIZE),/sanitize-$(subst $(comma),-,$(SANITIZE)))

CFLAGS ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Werror
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
override CFLAGS += $(SANITIZERS)
C := $(CC) -std=c11 -D_GNU_SOURCE -DLS_VERSION='"$(VERSION)"' -DLS_DATADIR='"$(DATADIR)"' -pthread $(WARNINGS) \
     -Iinclude -Ilib -I. $(CPPFLAGS) $(CFLAGS) -MMD -MP
override CXXFLAGS += $(SANITIZERS)
override LDFLAGS += $(SANITIZERS)

# The small libraries are linked in: each shared one costs a cold query its loading.
LIBS := -Wl,-Bstatic -lstemmer -lutf8proc -lzstd -ljansson -Wl,-Bdynamic -lxapian
# Xapian's writer makes and frees a node for each term of each card, which mimalloc does quicker.
INDEX_LIBS := -lcmark -lyaml
SERVER_LIBS := -lmicrohttpd -lz
ALLOCATOR := $(if $(SANITIZE),,-lmimalloc)
# A cold query also pays for every relocation, of which libstemmer's tables need thousands.
QUERY_LDFLAGS := $(if $(SANITIZE),,-no-pie)

.PHONY: all programs install clean
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

programs := litsearch litsearch-index litsearch-serve
all: programs xapian-c api
programs: $(programs:%=$(BUILD)/%)

include setup.mk
include xapian-c/module.mk

# ---- libraries of our own ----

# Those that stand alone, with which glossary_gen makes one more.
base_objects := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %_gen.c,$(wildcard lib/*/*.c))) \
                $(BUILD)/generated/han_fold_table.o $(BUILD)/generated/slug_keep_table.o \
                $(BUILD)/generated/sound_table.o
lib_objects := $(base_objects) $(BUILD)/generated/glossary_table.o
index_objects := $(patsubst %.c,$(BUILD)/%.o,$(filter-out indexer/main.c,$(wildcard indexer/*.c indexer/*/*.c)))
server_objects := $(patsubst %.c,$(BUILD)/%.o,$(filter-out server/main.c %_gen.c,$(wildcard server/*.c server/*/*.c))) \
                  $(BUILD)/generated/assets_table.o
query_objects := $(patsubst %.c,$(BUILD)/%.o,$(filter-out query/main.c,$(wildcard query/*.c query/*/*.c)))

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(C) -c $< -o $@

# Rows of test tables leave out what is zero.
$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(C) -Wno-missing-field-initializers -c $< -o $@

$(BUILD)/generated/%.o: $(BUILD)/generated/%.c
	$(C) -c $< -o $@

$(BUILD)/lib/liblitsearch-core.a: $(lib_objects)
	@mkdir -p $(@D)
	rm -f $@ && $(AR) rcs $@ $^

# The tables that fold Traditional and Simplified Chinese together.
UNIHAN ?= $(firstword $(wildcard /usr/share/unicode/Unihan_Variants.txt*))
$(BUILD)/generated/han_fold_gen: lib/text/han_fold_gen.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O1 $< -o $@ -lopencc

$(BUILD)/generated/han_fold_table.c: $(BUILD)/generated/han_fold_gen lib/text/han_variants.tsv
	@test -n "$(UNIHAN)" || { echo "Unihan_Variants.txt is missing: run 'make setup'" >&2; exit 1; }
	$(if $(filter %.bz2,$(UNIHAN)),bzcat,cat) $(UNIHAN) | $< lib/text/han_variants.tsv > $@

# The characters that stay in the ids of a site's headings.
$(BUILD)/generated/slug_gen: lib/site/slug_gen.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -O1 $< -o $@

$(BUILD)/generated/slug_keep_table.c: $(BUILD)/generated/slug_gen lib/site/slug_keep.tsv
	$< < lib/site/slug_keep.tsv > $@

# How Han characters sound.
UNIHAN_READINGS ?= $(firstword $(wildcard /usr/share/unicode/Unihan_Readings.txt*))
$(BUILD)/generated/sound_gen: lib/text/sound_gen.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O1 $< -o $@

$(BUILD)/generated/sound_table.c: $(BUILD)/generated/sound_gen
	@test -n "$(UNIHAN_READINGS)" || { echo "Unihan_Readings.txt is missing: run 'make setup'" >&2; exit 1; }
	$(if $(filter %.bz2,$(UNIHAN_READINGS)),bzcat,cat) $(UNIHAN_READINGS) | $< > $@

# The terms that say the same. Their lexicon is made by the analyzer itself.
GLOSSARY := corpus/dict/glossary.tsv
analyzer_objects := $(filter $(addprefix $(BUILD)/,lib/base/% lib/lexicon/% lib/text/% \
    generated/han_fold_table.o generated/sound_table.o),$(base_objects))
$(BUILD)/generated/glossary_gen: $(BUILD)/lib/lexicon/glossary_gen.o $(analyzer_objects)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(LIBS)

$(BUILD)/generated/glossary_table.c: $(BUILD)/generated/glossary_gen $(GLOSSARY)
	$< $(GLOSSARY) > $@

# The files that the page needs beside itself.
PAGE_ASSETS := $(sort $(wildcard server/page/assets/*))
$(BUILD)/generated/assets_gen: server/page/assets_gen.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -Ilib -O1 $< -o $@

$(BUILD)/generated/assets_table.c: $(BUILD)/generated/assets_gen $(PAGE_ASSETS)
	$< $(PAGE_ASSETS) > $@

# ---- programs ----

index_parts := $(BUILD)/indexer/main.o $(index_objects) $(BUILD)/lib/liblitsearch-core.a $(BUILD)/lib/libxapian-c.a
link_index = $(CXX) $(CXXFLAGS) -pthread $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(INDEX_LIBS) $(LIBS)
$(BUILD)/litsearch-index: $(index_parts)
	$(link_index) $(ALLOCATOR)

$(BUILD)/litsearch: $(BUILD)/query/main.o $(query_objects) $(BUILD)/lib/liblitsearch-core.a $(BUILD)/lib/libxapian-c.a
	$(CXX) $(CXXFLAGS) $(QUERY_LDFLAGS) $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(LIBS)

$(BUILD)/litsearch-serve: $(BUILD)/server/main.o $(server_objects) $(query_objects) $(BUILD)/lib/liblitsearch-core.a $(BUILD)/lib/libxapian-c.a
	$(CXX) $(CXXFLAGS) -pthread $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(SERVER_LIBS) $(LIBS) $(ALLOCATOR)

include dict.mk
include api/module.mk
include install.mk
include web.mk
include tests/module.mk
-include bench/module.mk

clean:
	rm -rf $(BUILD)

# Not those of other builds that stand within this one, such as SANITIZE's.
object_folders := generated pic $(patsubst %/,%,$(wildcard */))
-include $(shell find $(wildcard $(object_folders:%=$(BUILD)/%)) /dev/null -name '*.d' 2>/dev/null)
