#!/usr/bin/env bash
# Fails where what ships has a known flaw of high severity or above: what the bundle in dist/ holds, and what is installed
# beside it. A registry that answers no audits is no reason to fail: that is said, and nothing more.
set -euo pipefail
cd "$(dirname "$0")/.."

# npm's own status tells of all that is installed for development too.
{ npm audit --json 2>/dev/null || true; } | node_modules/.bin/node tools/audit.ts
