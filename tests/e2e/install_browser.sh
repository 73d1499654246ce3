#!/usr/bin/env bash
# A Chromium for tests/e2e/test_report_page.py, where there is none yet.
#
# Tries what there is: playwright's own build, then, as root, Debian's package. It ends
# in time and well in any case; without a browser those tests are skipped and say so.
# The programs of the virtual environment are in the folder that is the argument.
programs="${1:-.venv/bin}"

there() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    "$programs/python" - 2>/dev/null <<'PYTHON'
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    playwright.chromium.launch().close()
PYTHON
}

quietly() {
    timeout --kill-after=10 "$@" </dev/null >/dev/null 2>&1
}

there && exit 0
echo "installing a browser for tests of the report's page ..."
quietly 300 "$programs/playwright" install --only-shell chromium
there && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    quietly 120 apt-get update
    quietly 600 apt-get install --yes --no-install-recommends chromium
fi
there || echo "no browser could be installed: tests of the report's page are skipped"
exit 0
