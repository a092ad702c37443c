/** The embedded PostgreSQL: started and stopped with orderflow, its data kept. */
@NullMarked
package io.orderflow.standalone.postgres;

import org.jspecify.annotations.NullMarked;
