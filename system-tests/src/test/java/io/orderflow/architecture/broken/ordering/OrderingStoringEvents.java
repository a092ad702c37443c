package io.orderflow.architecture.broken.ordering;

import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;

/** Stores events, which is the business of the engine. */
record OrderingStoringEvents(JdbcEventStorageEngine events) {}
