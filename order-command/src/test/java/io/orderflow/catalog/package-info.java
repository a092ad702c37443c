/** The catalog on a real PostgreSQL, with many buyers at once. */
@NullMarked
package io.orderflow.catalog;

import org.jspecify.annotations.NullMarked;
