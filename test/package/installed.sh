#!/usr/bin/env bash
# Packs the package as `npm run build` left it, installs it into new folders beside graphql 16 and graphql 17, and in each
# generates the types of an app, compiles it strictly, and runs it against `npx dintero-graphql start`. Status 1 where
# anything does not work.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
server=
finish() {
  local status=$?
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  [[ $status -eq 0 || ! -s $work/log ]] || grep -v 'eyJ' "$work/log" | tail -n 40 >&2
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
export npm_config_audit=false npm_config_fund=false npm_config_prefer_offline=true

tarball=$work/$(npm pack --ignore-scripts --silent --pack-destination "$work")
if tar -tzf "$tarball" | grep -E '\.map$|^package/(src|test|node_modules)/'; then
  echo 'The package holds what nobody can use.' >&2
  exit 1
fi

if tar -xzf "$tarball" -C "$work" package/dist && grep -rlP '[^\x00-\x7F]' --include='*.js' "$work/package/dist" --exclude-dir=explorer; then
  echo 'A module is not ASCII, which takes Node six times as long to read.' >&2
  exit 1
fi

# Programs hold what they load, except what they require when it is first used: the terms of all of it come along.
tar -xzOf "$tarball" package/dist/licences.txt >"$work/licences"
for name in graphql graphql-yoga @pothos/core $(node -p "Object.keys(require('./package.json').dependencies).join(' ')"); do
  if [[ ! $name =~ ^(ioredis|ajv|ajv-formats)$ ]] && ! grep -qE "^$name [0-9.]+ \\([A-Z]" "$work/licences"; then
    echo "The package does not state the licence of $name, which its programs hold." >&2
    exit 1
  fi
done

# Of files that are no modules, types cannot be resolved; the app resolves all that are.
npx publint run "$tarball" --strict >"$work/log" 2>&1
npx attw "$tarball" --profile esm-only --ignore-rules no-resolution >"$work/log" 2>&1

# An older Node, as the machine may have one, is told which is wanted, in one line.
tar -xzf "$tarball" -C "$work" package/dist/cli/bin.js package/package.json
for node in $(type -ap node); do
  [[ $("$node" -p 'parseInt(process.versions.node)') -lt 22 ]] || continue
  said=$("$node" "$work/package/dist/cli/bin.js" start 2>&1) && exit 1
  [[ $said =~ ^dintero-graphql\ needs\ Node\ [0-9.]+\ or\ later\;\ this\ is\ [0-9.]+\.$ ]]
done

# Waits until the server has said where it is, and prints it.
address() {
  for _ in $(seq 300); do
    grep -oE "$1" "$work/log" | head -n 1 && return
    sleep 0.1
  done
  return 1
}

for graphql in 16 17; do
  app=$work/app-$graphql
  if [[ $graphql == 16 ]]; then
    cp -r test/package/app "$app"
    echo '{ "name": "app", "private": true, "type": "module" }' >"$app/package.json"
    cd "$app"
    npm install --save-exact "$tarball" graphql@16 typescript@5.9 @types/node@22 @graphql-codegen/cli@7 >"$work/log" 2>&1
  else
    cp -al "$work/app-16" "$app"
    cd "$app"
    rm -rf src/graphql dist
    npm install --save-exact graphql@17 >"$work/log" 2>&1
  fi
  [[ $(node -p "require('graphql').version") == "$graphql".* ]]
  npx graphql-codegen --config codegen.ts >"$work/log" 2>&1
  npx tsc >"$work/log" 2>&1
  npx dintero-graphql scopes 'src/*.graphql' >"$work/log" 2>&1
  : >"$work/log"
  PORT=0 SANDBOX_PORT=0 node node_modules/.bin/dintero-graphql start >"$work/log" 2>&1 &
  server=$!
  url=$(address 'http://localhost:[0-9]+/graphql')
  sandbox=$(address 'http://127.0.0.1:[0-9]+/v1')
  port=${sandbox%/v1}
  token=$(SANDBOX_PORT=${port##*:} npx dintero-graphql token helpdesk)
  node dist/app.js "$url" "$token" | sed "s/^/graphql $graphql: /"
  kill "$server"
  wait "$server"
  server=
  cd "$root"
done
