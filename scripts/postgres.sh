# Sourced: a PostgreSQL of its own for one test run, on a unix socket, gone at the end.
# PostgreSQL refuses to run as root, so root lends it to the user `nobody`.

postgres_folder=""

as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

# Exports TEST_POSTGRES_URL. Nothing is flushed to disk: these data are thrown away.
start_postgres() {
  postgres_bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
  postgres_folder=$(mktemp -d /tmp/motcua-postgres.XXXXXX)
  [ "$(id -u)" != 0 ] || chown nobody "$postgres_folder"
  as_postgres "$postgres_bin/initdb" --no-sync --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --username=motcua --pgdata="$postgres_folder/data" >"$postgres_folder.log"
  as_postgres "$postgres_bin/pg_ctl" start --silent --wait --pgdata="$postgres_folder/data" \
    --log="$postgres_folder/server.log" --options="-k $postgres_folder -c listen_addresses='' \
    -c fsync=off -c full_page_writes=off -c max_connections=300 -c timezone=UTC"
  export TEST_POSTGRES_URL="postgres:///postgres?host=$postgres_folder&user=motcua"
}

stop_postgres() {
  [ -n "$postgres_folder" ] || return 0
  as_postgres "$postgres_bin/pg_ctl" stop --silent --mode=immediate \
    --pgdata="$postgres_folder/data" || true
  rm -rf "$postgres_folder" "$postgres_folder.log"
}
