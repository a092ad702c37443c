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

# The environment that docker compose gives to this part, from the very same lines; only not on all addresses.
part_env() {
  local name value
  while IFS=' ' read -r name value; do
    eval "export ${name%:}=\"$value\""
  done < <(awk -v part="  $1:" '
    /^  [a-z]/ { inside = $0 == part }
    /^    [a-z]/ { variables = inside && $0 == "    environment:" }
    variables && /^      [A-Z_]+: / { print }' "$root/docker-compose.yml")
  export SERVER_ADDRESS=127.0.0.1 MANAGEMENT_SERVER_ADDRESS=127.0.0.1 SIMULATOR_ADDRESS=127.0.0.1
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

# processes: "id parent group" of each one that has not ended.
processes() {
  if [ -r /proc/self/stat ]; then
    # The name in brackets may hold blanks. One that ends meanwhile is left out.
    { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
      sed -E 's/^([0-9]+) .*\) ([A-Za-z]) /\1 \2 /' | awk '$2 != "Z" { print $1, $3, $4 }'
  else
    ps -A -o pid=,ppid=,pgid=,stat= | awk '$4 !~ /^Z/ { print $1, $2, $3 }'
  fi
}

# members <part>: the ids of all its processes. Those of its group, for nginx' workers outlive their master; and what
# descends from them, for PostgreSQL gives each of its processes a group of its own.
members() {
  local pid at now
  { read -r pid && read -r at; } 2>/dev/null <"$run/$1.pid" || return 0
  now=$(started_at "$pid")
  # As long as there is a group its number is given to no other process.
  [ -z "$now" ] || [ "$now" = "$at" ] || return 0
  processes | awk -v group="$pid" '
    { parent[$1] = $2; if ($1 == group || $3 == group) ours[$1] }
    END {
      do {
        more = 0
        for (id in parent) if (!(id in ours) && (parent[id] in ours)) { ours[id]; more = 1 }
      } while (more)
      for (id in ours) print id
    }'
}

# remain <ids …>: those of them that have not ended.
remain() {
  processes | awk -v ids=" $* " 'index(ids, " " $1 " ") { print $1 }'
}

# start <part> <command …>: in the background, as the leader of a process group, out of reach of this terminal's Ctrl-C.
start() {
  local part=$1 pid detach=(nohup)
  shift
  if command -v setsid >/dev/null; then detach=(setsid nohup); else set -m; fi
  "${detach[@]}" "$@" >>"$run/$part.log" 2>&1 </dev/null &
  pid=$!
  set +m
  printf '%s\n%s\n' "$pid" "$(started_at "$pid")" >"$run/$part.pid"
}

# stop <part> <signal> <seconds>: and by force only after that. Returns when none of its processes is left.
stop() {
  local part=$1 all pid
  all=$(members "$part")
  if [ -z "$all" ]; then
    rm -f "$run/$part.pid"
    return 0
  fi
  say "stopping $part"
  # Its leader tells the others; where it has ended, each is told.
  # shellcheck disable=SC2086 # one word for each id
  if pid=$(pid_of "$part"); then kill -s "$2" "$pid"; else kill -s "$2" $all; fi 2>/dev/null || true
  gone "$3" "$all" "$part" || {
    say "$part did not stop within $3 s and was killed; its log is $run/$part.log"
    kill_now "$part"
  }
  rm -f "$run/$part.pid"
}

# kill_now <parts …>: all their processes at once.
kill_now() {
  local part all=
  for part in "$@"; do
    all="$all $(members "$part")"
  done
  # shellcheck disable=SC2086 # one word for each id
  [ -z "${all// /}" ] || kill -s KILL $all 2>/dev/null || true
  # Again, if one had a child meanwhile.
  gone 1 "$all" "$@" || {
    # shellcheck disable=SC2046,SC2086 # one word for each id
    kill -s KILL $(remain $all) $(for part in "$@"; do members "$part"; done) 2>/dev/null || true
    gone 10 "$all" "$@" || fail "Processes of $* do not end, although they were killed."
  }
}

# gone <seconds> <ids> <parts …>: within this time none of these is left, nor of what the parts are made of by now.
gone() {
  local end=$((SECONDS + $1)) all=$2 part left
  shift 2
  while :; do
    # shellcheck disable=SC2086 # one word for each id
    left=$(remain $all)
    for part in "$@"; do
      left="$left$(members "$part")"
    done
    [ -n "$left" ] || return 0
    [ $SECONDS -lt "$end" ] || return 1
    sleep 0.2
  done
}

# is_up <part>: and says so. What is left of one whose leader has ended is killed; it may still have the port.
is_up() {
  if pid_of "$1" >/dev/null; then
    say "$1 is up already"
    return 0
  fi
  if [ -n "$(members "$1")" ]; then
    say "$1 had ended, but not all of its processes; they are killed"
    kill_now "$1"
  fi
  return 1
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

# free <port> <variable>: fails if another process has it.
free() {
  if { exec 9<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
    exec 9>&-
    fail "Port $1 is taken by something that deploy/local/up did not start." \
      "Free it, or choose another one with $2."
  fi
}
