# Man pages and completions, which the programs print themselves, and `make install`.

PAGES := $(programs:%=$(BUILD)/man/%.1)
QUERY_PAGES := $(BUILD)/man/litsearch-query.7 $(BUILD)/man/litsearch-json.5
COMPLETIONS := $(foreach program,$(programs),$(BUILD)/completions/$(program).bash \
    $(BUILD)/completions/$(program).zsh $(BUILD)/completions/$(program).fish)
.PHONY: pages
pages: $(PAGES) $(QUERY_PAGES) $(COMPLETIONS)

$(BUILD)/man/%.1: $(BUILD)/%
	@mkdir -p $(@D)
	$< --help=man > $@

# litsearch-query.7 is what --help=man-query prints.
$(QUERY_PAGES): $(BUILD)/litsearch
	@mkdir -p $(@D)
	$< --help=man-$(patsubst litsearch-%,%,$(basename $(@F))) > $@

define completion_rule
$(BUILD)/completions/%.$(1): $(BUILD)/%
	@mkdir -p $$(@D)
	$$< --help=$(1) > $$@
endef
$(foreach shell,bash zsh fish,$(eval $(call completion_rule,$(shell))))

BASH_DIR := $(DATADIR)/bash-completion/completions
ZSH_DIR := $(DATADIR)/zsh/site-functions
FISH_DIR := $(DATADIR)/fish/vendor_completions.d

# Units for systemd, which name the programs where they are installed.
UNITDIR ?= $(PREFIX)/lib/systemd/system
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d
EXAMPLESDIR ?= $(DATADIR)/doc/litsearch/examples
SERVICES := $(patsubst deploy/%.service.in,$(BUILD)/deploy/%.service,$(wildcard deploy/*.service.in))
.PHONY: services
services: $(SERVICES)
$(BUILD)/deploy/%.service: deploy/%.service.in FORCE
	@mkdir -p $(@D)
	sed 's|@BINDIR@|$(BINDIR)|; s|@EXAMPLESDIR@|$(EXAMPLESDIR)|' $< > $@

# Made anew each time: it names the prefix of this very make.
$(XAPIAN_C_PC) $(LITSEARCH_PC): FORCE
.PHONY: FORCE
FORCE:

install: all pages services
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/pkgconfig $(INCLUDEDIR) $(MANDIR)/man1 $(MANDIR)/man5 $(MANDIR)/man7 \
	    $(BASH_DIR) $(ZSH_DIR) $(FISH_DIR) $(DATADIR)/litsearch $(UNITDIR) $(SYSUSERSDIR) $(EXAMPLESDIR))
	install -m 755 $(programs:%=$(BUILD)/%) $(DESTDIR)$(BINDIR)
	install -m 644 include/*.h $(DESTDIR)$(INCLUDEDIR)
	install -m 644 $(XAPIAN_C_STATIC) $(LITSEARCH_STATIC) $(DESTDIR)$(LIBDIR)
	install -m 755 $(XAPIAN_C_SHARED) $(LITSEARCH_SHARED) $(DESTDIR)$(LIBDIR)
	ln -sf $(XAPIAN_C_SONAME) $(DESTDIR)$(LIBDIR)/libxapian-c.so
	ln -sf $(LITSEARCH_SONAME) $(DESTDIR)$(LIBDIR)/liblitsearch.so
	install -m 644 $(XAPIAN_C_PC) $(LITSEARCH_PC) $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 $(PAGES) $(DESTDIR)$(MANDIR)/man1
	install -m 644 $(filter %.5,$(QUERY_PAGES)) $(DESTDIR)$(MANDIR)/man5
	install -m 644 $(filter %.7,$(QUERY_PAGES)) $(DESTDIR)$(MANDIR)/man7
	install -m 644 query/render/litsearch.schema.json $(DESTDIR)$(DATADIR)/litsearch
	install -m 644 $(SERVICES) deploy/litsearch-index.timer $(DESTDIR)$(UNITDIR)
	install -m 644 deploy/litsearch.sysusers $(DESTDIR)$(SYSUSERSDIR)/litsearch.conf
	install -m 644 deploy/nginx.conf $(DESTDIR)$(EXAMPLESDIR)
	if [ -s $(CEDICT_LEXICON) ]; then \
	    install -m 644 $(CEDICT_LEXICON) $(CEDICT_NOTICE) $(DESTDIR)$(DATADIR)/litsearch || exit 1; fi
	for program in $(programs); do \
	    install -m 644 $(BUILD)/completions/$$program.bash $(DESTDIR)$(BASH_DIR)/$$program && \
	    install -m 644 $(BUILD)/completions/$$program.zsh $(DESTDIR)$(ZSH_DIR)/_$$program && \
	    install -m 644 $(BUILD)/completions/$$program.fish $(DESTDIR)$(FISH_DIR)/$$program.fish || exit 1; \
	done
