# What the tests in Node and in a browser use: npm's packages under build/web, and Node itself there
# where the machine's is too old. Chromium and npm are Debian's.

WEB := build/web
WEB_NODE_OLDEST := 20

# What is at hand stays: Debian's npm and one from elsewhere do not stand side by side.
WEB_DEBIAN_PACKAGES = chromium $(if $(shell command -v npm),,npm)

# Quick when all is there.
.PHONY: web-packages
web-packages:
	@tests/web/install tests/web $(WEB)
	@if [ "$$(node -p 'process.versions.node.split(".")[0] >= $(WEB_NODE_OLDEST)' 2>&1)" != true ]; then \
	    tests/web/install tests/web/node $(WEB)/node; fi
