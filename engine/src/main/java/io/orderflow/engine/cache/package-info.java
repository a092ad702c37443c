/** Memory with a limit. */
@NullMarked
package io.orderflow.engine.cache;

import org.jspecify.annotations.NullMarked;
