/** Outages of PostgreSQL, Axon Server, other services and partners: each is logged once. */
@NullMarked
package io.orderflow.engine.outage;

import org.jspecify.annotations.NullMarked;
