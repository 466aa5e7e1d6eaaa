#!/usr/bin/env bash
# Tests requests, commands and tokens, and the package as a user installs it, on the oldest Node that `engines` names.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
oldest=$(node -p "require('./package.json').engines.node.match(/^>=(\d+\.\d+)$/)[1]")
npm install --prefix "$work" --no-audit --no-fund --prefer-offline --loglevel=error "node@$oldest"
export PATH="$work/node_modules/node/bin:$PATH"
[[ $(node -v) == "v$oldest."* ]]
# Not by npm, which would put the newest first.
node node_modules/vitest/vitest.mjs run test/cli test/auth test/server/requests.test.ts
bash test/package/installed.sh
