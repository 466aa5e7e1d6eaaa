#!/usr/bin/env bash
# Follows the Dockerfile in a temporary folder, without Docker, and asks what comes out of it: each stage is a folder,
# WORKDIR /app is `app` in it. What runs at the end is what the image holds, with the sandbox in Dintero's place.
set -euo pipefail

cd "$(dirname "$0")/.."
work=$(mktemp -d)
# Readable for the user that the server runs as.
chmod 755 "$work"
export npm_config_audit=false npm_config_fund=false npm_config_prefer_offline=true
running=()

finish() {
  local status=$?
  for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done
  if [[ $status -ne 0 ]]; then
    echo "image steps: FAILED" >&2
    for log in sandbox server no-account; do
      [[ ! -s $work/$log.log ]] || tail -n 30 "$work/$log.log" | sed "s|^|$log: |" >&2
    done
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT

fail() {
  echo "$1" >&2
  exit 1
}

# What `docker build` is given: the files of the commit that .dockerignore lets through.
context="$work/context"
mkdir "$context"
mapfile -t wanted < <(sed -n 's/^!//p' .dockerignore)
git archive HEAD "${wanted[@]}" | tar -x -C "$context"

# Every stage has /app as its folder; here it is `app`, for one stage at a time.
enter() { mv "$work/$stage/app" "$work/app"; }
leave() { mv "$work/app" "$work/$stage/app"; }

# COPY [--from=STAGE] SOURCE... TARGET, where a folder's target is not there yet.
copy() {
  local from="$context"
  if [[ $1 == --from=* ]]; then
    from="$work/${1#--from=}"
    shift
  fi
  local target="$work/$stage/app/${!#}"
  for source in "${@:1:$#-1}"; do cp -r "$from/${source#/}" "$target"; done
}

# The words of an instruction's JSON form, one a line.
words() {
  node -p 'JSON.parse(process.argv[1]).join("\n")' "$1"
}

while read -r instruction rest; do
  case "$instruction" in
    FROM)
      [[ $rest == '${NODE_IMAGE}'* ]] || fail "The image is not made from node:26-slim: $rest"
      stage=image
      [[ $rest == *" AS "* ]] && stage="${rest##* AS }"
      mkdir -p "$work/$stage/app"
      environment=()
      user=root
      ;;
    ARG) [[ $rest == NODE_IMAGE=node:26-slim ]] || fail "An argument that this script does not know: $rest" ;;
    COPY)
      read -ra parts <<<"$rest"
      copy "${parts[@]}"
      ;;
    RUN)
      echo "image steps: $stage: $rest"
      enter
      (cd "$work/app" && bash -c "$rest") >"$work/run.log" 2>&1 || {
        tail -n 30 "$work/run.log" >&2
        fail "RUN failed: $rest"
      }
      leave
      ;;
    ENV) environment+=("$rest") ;;
    USER) user="$rest" ;;
    HEALTHCHECK) mapfile -t health < <(words "${rest#*CMD }") ;;
    CMD) mapfile -t command < <(words "$rest") ;;
    WORKDIR) [[ $rest == /app ]] || fail "Another WORKDIR than /app: $rest" ;;
    '' | '#'* | EXPOSE) ;;
    *) fail "An instruction that this script does not follow: $instruction" ;;
  esac
done <Dockerfile

[[ $stage == image ]] || fail 'The last stage has a name.'
enter
[[ $user == node ]] || fail 'The image runs as root.'
[[ -f $work/app/dist/explorer/index.html ]] || fail 'The image has no explorer.'
for module in typescript vitest openapi-backend @faker-js/faker; do
  [[ ! -e $work/app/node_modules/$module ]] || fail "A development dependency is in the image: $module"
done

# The image's Node is 26, this machine's may be another: the build has the right one as a dependency.
mkdir "$work/bin"
cp "$work/build/app/node_modules/node/bin/node" "$work/bin/node"
# The image's user `node` has this id.
as_user=()
[[ $(id -u) -ne 0 ]] || as_user=(setpriv --reuid=1000 --regid=1000 --clear-groups)

# Runs a command as the image would: in /app, with the image's environment and the variables before `--`, and no others.
in_image() {
  local variables=()
  while [[ $1 != -- ]]; do
    variables+=("$1")
    shift
  done
  shift
  cd "$work/app"
  exec "${as_user[@]}" env -i PATH="$work/bin" "${environment[@]}" "${variables[@]}" "$@"
}

# Waits at most 30 seconds until a log says something, and prints what the parentheses of the pattern hold.
wait_for() {
  local log=$1 pattern=$2
  for _ in $(seq 300); do
    if [[ $(cat "$log") =~ $pattern ]]; then
      echo "${BASH_REMATCH[1]}"
      return
    fi
    sleep 0.1
  done
  fail "$(basename "$log") never said: $pattern"
}

[[ ! -e $work/app/dist/sandbox ]] || fail 'The sandbox is in the image.'

# The sandbox runs from the source.
(SANDBOX_PORT=0 exec "$work/bin/node" src/cli/bin.ts sandbox) >"$work/sandbox.log" 2>&1 &
running+=($!)
sandbox=$(wait_for "$work/sandbox.log" '(http://127.0.0.1:[0-9]+/v1)')
port=${sandbox%/v1}
token=$(SANDBOX_PORT="${port##*:}" "$work/bin/node" src/cli/bin.ts token helpdesk)

settings=(
  PORT=0
  DINTERO_ACCOUNT_ID=T00000001
  DINTERO_BASE_URL="$sandbox"
  DINTERO_CLIENT_ID=bff
  DINTERO_CLIENT_SECRET=sandbox-secret
)
(in_image "${settings[@]}" -- "${command[@]}") >"$work/server.log" 2>&1 &
server=$!
running+=("$server")
url="http://127.0.0.1:$(wait_for "$work/server.log" '"url":"http://[^"]*:([0-9]+)"')"

# Asks an address and compares the answer's status and body with what is expected.
expect() {
  local expected=$1 path=$2
  shift 2
  local answer
  answer=$(curl --silent --show-error --max-time 10 --write-out ' %{http_code}' "$@" "$url$path")
  [[ $answer == "$expected" ]] || fail "$path answered: $answer; expected: $expected"
}

query='{"query":"{ viewer { kind } customer(customerId: \"C1001\") { customerId } }"}'
json=(--header 'content-type: application/json')
expect '{"live":true} 200' /health
expect '{"ready":true,"keys":true,"upstream":true,"draining":false} 200' /ready
expect '{"data":{"viewer":{"kind":"CLIENT"},"customer":{"customerId":"C1001"}}} 200' /graphql \
  "${json[@]}" --header @<(printf 'authorization: Bearer %s' "$token") --data "$query"
curl --silent --output /dev/null --max-time 10 --write-out '%{http_code}' "${json[@]}" --data "$query" "$url/graphql" |
  grep -qx 401 || fail 'A request without a token was answered.'
(in_image "PORT=${url##*:}" -- "${health[@]}") || fail 'The health check finds a healthy server ill.'

kill -TERM "$server"
wait "$server" || fail "The server ended with status $? when it was told to stop."
! (in_image "PORT=${url##*:}" -- "${health[@]}") || fail 'The health check finds a stopped server well.'
! (in_image PORT=0 -- "${command[@]}") >"$work/no-account.log" 2>&1 || fail 'The image starts without an account.'
grep -q 'DINTERO_ACCOUNT_ID must be set' "$work/no-account.log" || fail 'The image does not say what it needs.'

echo 'image steps: passed'
