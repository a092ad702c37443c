/** Logging that stays bounded. */
@NullMarked
package io.orderflow.engine.logging;

import org.jspecify.annotations.NullMarked;
