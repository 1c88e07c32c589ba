# Man pages and completions, which the programs print themselves, and `make install`.

PAGES := $(programs:%=$(BUILD)/man/%.1)
COMPLETIONS := $(foreach program,$(programs),$(BUILD)/completions/$(program).bash \
    $(BUILD)/completions/$(program).zsh $(BUILD)/completions/$(program).fish)
.PHONY: pages
pages: $(PAGES) $(COMPLETIONS)

$(BUILD)/man/%.1: $(BUILD)/%
	@mkdir -p $(@D)
	$< --help=man > $@

define completion_rule
$(BUILD)/completions/%.$(1): $(BUILD)/%
	@mkdir -p $$(@D)
	$$< --help=$(1) > $$@
endef
$(foreach shell,bash zsh fish,$(eval $(call completion_rule,$(shell))))

BASH_DIR := $(DATADIR)/bash-completion/completions
ZSH_DIR := $(DATADIR)/zsh/site-functions
FISH_DIR := $(DATADIR)/fish/vendor_completions.d

# Made anew each time: it names the prefix of this very make.
$(XAPIAN_C_PC): FORCE
.PHONY: FORCE
FORCE:

install: all pages
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/pkgconfig $(INCLUDEDIR) $(MANDIR)/man1 \
	    $(BASH_DIR) $(ZSH_DIR) $(FISH_DIR))
	install -m 755 $(programs:%=$(BUILD)/%) $(DESTDIR)$(BINDIR)
	install -m 644 include/*.h $(DESTDIR)$(INCLUDEDIR)
	install -m 644 $(XAPIAN_C_STATIC) $(DESTDIR)$(LIBDIR)
	install -m 755 $(XAPIAN_C_SHARED) $(DESTDIR)$(LIBDIR)
	ln -sf $(XAPIAN_C_SONAME) $(DESTDIR)$(LIBDIR)/libxapian-c.so
	install -m 644 $(XAPIAN_C_PC) $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 $(PAGES) $(DESTDIR)$(MANDIR)/man1
	for program in $(programs); do \
	    install -m 644 $(BUILD)/completions/$$program.bash $(DESTDIR)$(BASH_DIR)/$$program && \
	    install -m 644 $(BUILD)/completions/$$program.zsh $(DESTDIR)$(ZSH_DIR)/_$$program && \
	    install -m 644 $(BUILD)/completions/$$program.fish $(DESTDIR)$(FISH_DIR)/$$program.fish || exit 1; \
	done
