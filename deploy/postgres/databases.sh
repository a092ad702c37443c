#!/usr/bin/env bash
# One database and one role for each service; a role sees no database but its own. Runs once, on an empty
# PostgreSQL: by the image's entry point, or by hand with PGHOST, PGUSER … set. With --print it only says the SQL,
# one statement to a line.
set -euo pipefail

quoted() {
  printf "'%s'" "${1//\'/\'\'}"
}

statements() {
  local service
  for service in order_command order_query processor_saga; do
    local password
    password=$(printf '%s_DATABASE_PASSWORD' "$service" | tr '[:lower:]' '[:upper:]')
    : "${!password:?$password is not set: give it a value in .env}"
    echo "CREATE ROLE $service LOGIN PASSWORD $(quoted "${!password}");"
    echo "CREATE DATABASE $service OWNER $service;"
    echo "REVOKE ALL ON DATABASE $service FROM PUBLIC;"
  done
}

sql=$(statements)
if [ "${1:-}" = --print ]; then
  echo "$sql"
else
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" \
    --dbname postgres <<<"$sql"
fi
