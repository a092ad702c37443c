/** The engine on PostgreSQL: events in a table, messages handled in this process. */
@NullMarked
package io.orderflow.engine.postgres;

import org.jspecify.annotations.NullMarked;
