# shellcheck shell=bash
# What up, down, status and logs share: where things are, and how one part is started, found again and ended.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck disable=SC2034 # read by those that source this, like the parts below
deploy=$root/deploy
run=${ORDERFLOW_LOCAL_FOLDER:-$root/.orderflow/local}

# In the order of their start; they end the other way round.
# shellcheck disable=SC2034 # read by those that source this
parts=(postgres axon-server kafka partner-simulator order-command order-query processor-saga gateway)

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# The same .env as docker compose, or the file named like compose's --env-file: what the shell has set already wins.
read_env() {
  local line name value file=${ORDERFLOW_ENV_FILE:-$root/.env}
  [ -r "$file" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] || continue
    name=${line%%=*}
    value=${line#*=}
    [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]] && value=${BASH_REMATCH[1]}
    [ -n "${!name+set}" ] || export "$name=$value"
  done <"$file"
}

# A process is known by its id and the time of its start, for ids are used again. One that has ended but was not
# yet taken note of by its parent is gone.
started_at() {
  if [ -r /proc/self/stat ]; then
    # The name in brackets may hold blanks; its state is the word behind it, the start the 20th.
    sed -E 's/^.*\) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }' || true
  else
    ps -p "$1" -o lstart= 2>/dev/null | xargs || true
  fi
}

pid_of() {
  local pid at
  [ -r "$run/$1.pid" ] || return 1
  { read -r pid && read -r at; } <"$run/$1.pid" || return 1
  [ -n "$at" ] && [ "$(started_at "$pid")" = "$at" ] || return 1
  echo "$pid"
}

# start <part> <command …>: in the background, out of reach of this terminal's Ctrl-C.
start() {
  local part=$1
  shift
  local detach=(nohup)
  command -v setsid >/dev/null && detach=(setsid nohup)
  "${detach[@]}" "$@" >>"$run/$part.log" 2>&1 </dev/null &
  local pid=$!
  printf '%s\n%s\n' "$pid" "$(started_at "$pid")" >"$run/$part.pid"
}

# stop <part> <signal> <seconds>: and by force only after that.
stop() {
  local part=$1 pid
  if ! pid=$(pid_of "$part"); then
    rm -f "$run/$part.pid"
    return 0
  fi
  say "stopping $part"
  kill -s "$2" "$pid" 2>/dev/null || true
  local end=$((SECONDS + $3))
  while pid_of "$part" >/dev/null; do
    if [ $SECONDS -ge $end ]; then
      say "$part did not stop within $3 s and was killed; its log is $run/$part.log"
      kill -s KILL "$pid" 2>/dev/null || true
      end=$((SECONDS + 5))
    fi
    sleep 0.2
  done
  rm -f "$run/$part.pid"
}

# await <part> <seconds> <command …>: until the command succeeds or the part is gone.
await() {
  local part=$1 end=$((SECONDS + $2)) seconds=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    pid_of "$part" >/dev/null ||
      fail "$part has ended; the last lines of $run/$part.log:" "$(tail -n 15 "$run/$part.log")"
    [ $SECONDS -lt $end ] || fail "$part did not become healthy within $seconds s; see $run/$part.log"
    sleep 0.5
  done
  say "$part is up"
}

# free <port> <variable>: or somebody else has it.
free() {
  if { exec 9<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
    exec 9>&-
    fail "Port $1 is taken by something that deploy/local/up did not start." \
      "Free it, or choose another one with $2."
  fi
}
