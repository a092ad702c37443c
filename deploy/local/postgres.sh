# shellcheck shell=bash disable=SC2154
# PostgreSQL for deploy/local/up: one that is given, one that is installed, or the one that standalone carries.

postgres_programs() {
  local folder
  for folder in "$(dirname "$(command -v postgres || echo /none/postgres)")" /usr/lib/postgresql/*/bin; do
    if [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] && at_least_17 "$folder/postgres"; then
      echo "$folder"
      return 0
    fi
  done
  carried_postgres
}

at_least_17() {
  local version
  version=$("$1" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
  [ "$version" -ge 17 ]
}

# The jar of standalone holds PostgreSQL's programs for this platform; they are unpacked once.
carried_postgres() {
  local to=$run/postgres-programs jar
  [ -x "$to/bin/postgres" ] && { echo "$to/bin"; return 0; }
  jar=$(jar_of standalone 2>/dev/null) || return 1
  rm -rf "$to" "$to.new"
  mkdir -p "$to.new/unpacked"
  (
    cd "$to.new/unpacked"
    "$java_home/bin/jar" xf "$jar" BOOT-INF/lib
    "$java_home/bin/jar" xf BOOT-INF/lib/embedded-postgres-binaries-*.jar
    tar xJf ./*.txz -C ..
  ) >&2 || return 1
  rm -rf "$to.new/unpacked"
  mv "$to.new" "$to"
  echo "$to/bin"
}

# PostgreSQL refuses to be root. In a user namespace of its own root is nobody, and still owns its files.
as_nobody() {
  if [ "$(id -u)" = 0 ]; then
    exec unshare --user "$@"
  fi
  exec "$@"
}

make_databases() {
  local data=$1 programs=$2 answer
  say "making PostgreSQL's data folder"
  rm -rf "$data.new"
  mkdir -p "$data.new"
  printf '%s\n' "${POSTGRES_PASSWORD:?is not set: run deploy/new-env, or set it in .env}" >"$run/postgres.password"
  (as_nobody "$programs/initdb" --pgdata "$data.new" --username postgres \
    --pwfile "$run/postgres.password" --auth scram-sha-256 --encoding UTF8 --locale C) >>"$run/postgres.log" 2>&1 ||
    fail "PostgreSQL could not make its data folder; see $run/postgres.log"
  rm -f "$run/postgres.password"
  answer=$("$deploy/postgres/databases.sh" --print |
    (as_nobody "$programs/postgres" --single -D "$data.new" postgres) 2>&1) || fail "$answer"
  # It ends well whatever happens; an error is only to be read.
  [[ $answer != *ERROR* && $answer != *FATAL* ]] || fail "The databases could not be made:" "$answer"
  mv "$data.new" "$data"
}

start_postgres() {
  own_postgres=
  if [ -n "${ORDERFLOW_POSTGRES:-}" ]; then
    say "PostgreSQL is the one at $ORDERFLOW_POSTGRES"
    return 0
  fi
  local port=${POSTGRES_PORT:-9433} data=$run/postgres programs
  export ORDERFLOW_POSTGRES=127.0.0.1:$port
  own_postgres=yes
  is_up postgres && return 0
  free "$port" POSTGRES_PORT
  programs=$(postgres_programs) || fail \
    "There is no PostgreSQL 17 or newer here. Install one (Debian 13: apt install postgresql; older ones: from" \
    "apt.postgresql.org), build standalone, which carries one (./mvnw package -Dmaven.test.skip=true), or name a" \
    "running one with ORDERFLOW_POSTGRES=host:port, in which deploy/postgres/databases.sh has been run."
  [ -d "$data" ] || make_databases "$data" "$programs"
  start postgres "$BASH" -c "$(declare -f as_nobody); as_nobody \"\$@\"" postgres \
    "$programs/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories=
}

await_postgres() {
  [ -n "$own_postgres" ] || return 0
  # postmaster.pid's last line says when the server takes connections.
  await postgres 60 grep -q '^ready' "$run/postgres/postmaster.pid"
}
