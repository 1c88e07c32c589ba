# Installs the Debian packages that are missing. Quick when none is: one question to dpkg.

BUILD_PACKAGES := gcc g++ make pkg-config bzip2 unicode-data libopencc-dev libxapian-dev \
    libcmark-dev libstemmer-dev libutf8proc-dev libyaml-dev libjansson-dev libzstd-dev \
    libmimalloc-dev libmicrohttpd-dev zlib1g-dev
CHECK_PACKAGES := libcmocka-dev perl jq procps valgrind xapian-tools man-db mandoc zsh fish \
    libbibutils-dev python3-citeproc python3-jsonschema python3-pybtex curl systemd \
    libpcre2-8-0 libssl3

missing = $(shell for package in $(1); do \
    dpkg-query -W -f '$${db:Status-Abbrev}' $$package 2>/dev/null | grep -q '^ii' || echo $$package; done)

# The rest of a make that began without a compiler must be a make of its own: pkg-config has
# been asked for flags before it was there.
define install_missing
@missing="$(call missing,$(1))"; \
if [ -n "$$missing" ]; then \
    echo "Installing Debian packages: $$missing"; \
    if [ "$$(id -u)" = 0 ]; then as_root="env"; \
    elif command -v sudo >/dev/null; then as_root="sudo env"; \
    else echo "Not root and no sudo: please install them, then run make again." >&2; exit 1; fi; \
    export DEBIAN_FRONTEND=noninteractive; \
    $$as_root DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
    $$as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
    { echo "Installing failed: see above." >&2; exit 1; }; \
fi
endef

.PHONY: setup setup-core setup-check
setup:
	$(call install_missing,$(BUILD_PACKAGES))
setup-core:
	$(call install_missing,$(BUILD_PACKAGES) $(CHECK_PACKAGES))
setup-check:
	$(call install_missing,$(BUILD_PACKAGES) $(CHECK_PACKAGES) $(WEB_DEBIAN_PACKAGES))
