/** The database under the engine: schemas, transactions and their limits. */
@NullMarked
package io.orderflow.engine.database;

import org.jspecify.annotations.NullMarked;
