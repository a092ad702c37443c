#!/usr/bin/env bash
# Makes the topics between orderflow and its carrier where they are missing (docs/partners/shipping-kafka.yaml). In the
# container of docker-compose.yml it waits for the broker beside it; elsewhere: KAFKA_BIN=/opt/kafka/bin topics.sh host:port
set -u
broker=${1:-127.0.0.1:9092}
bin=${KAFKA_BIN:-/opt/kafka/bin}
made=/tmp/topics-made
day=86400000
rm -f "$made"

# make <topic> <partitions> <days it is kept>: a segment is deleted as a whole, so that it must not grow for long.
make() {
  "$bin/kafka-topics.sh" --bootstrap-server "$broker" --create --if-not-exists --topic "$1" --partitions "$2" \
    --config "retention.ms=$(($3 * day))" --config "segment.ms=$(($3 * day / 8))" ${4:+--config "max.message.bytes=$4"}
}

make_all() {
  # Requests hold addresses, which are not needed once they were answered.
  make orderflow.shipping.requests 4 1 &&
    make orderflow.shipping.replies 4 7 &&
    # A dead letter is its record and the reason.
    make orderflow.shipping.requests.dead 1 7 2097152 &&
    make orderflow.shipping.replies.dead 1 7 2097152
}

for _ in {1..30}; do
  if make_all; then
    touch "$made"
    exit 0
  fi
  sleep 2
done
echo "The topics could not be made at $broker." >&2
exit 1
