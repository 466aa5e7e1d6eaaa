#!/usr/bin/env bash
# Installs the package, packed as `npm run build` left it, beside clients that were not made here, has their own tools
# write types and manifests, compiles them, and runs them against servers of each TRUSTED_MODE. Status 1 where anything differs.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export npm_config_audit=false npm_config_fund=false npm_config_prefer_offline=true npm_config_loglevel=error
tarball=$work/$(cd ../.. && npm pack --ignore-scripts --silent --pack-destination "$work")
npm ci
npm install --no-save --no-package-lock "$tarball"

rm -rf manifests src/relay-ids src/genql
mkdir -p manifests src/relay-ids src/relay/__generated__ src/relay-ids/__generated__
cp src/relay/Page.ts src/relay-ids/
# Relay's compiler adds to a manifest that is there.
echo '{}' >manifests/relay.json
npx graphql-codegen --config codegen.ts
cp src/texts/persisted-documents.json manifests/texts.json
cp src/nodes/persisted-documents.json manifests/nodes.json
npx generate-persisted-query-manifest
npx relay-compiler relay.config.json
npx gql.tada generate-output --disable-preprocessing
npx gql.tada generate-persisted
npx genql --schema node_modules/dintero-graphql/schema/schema.graphql --output src/genql
npx tsc
../../node_modules/.bin/rolldown src/run.ts --platform node --format esm --external dintero-graphql/sandbox --external @graphql-hive/gateway-runtime --dir dist --log-level warn
node dist/run.js
