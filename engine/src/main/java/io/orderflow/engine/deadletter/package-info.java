/**
 * Events that cannot be handled: each stops its own order in its own processor, and nothing else.
 */
@NullMarked
package io.orderflow.engine.deadletter;

import org.jspecify.annotations.NullMarked;
