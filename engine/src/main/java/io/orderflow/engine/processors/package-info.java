/** Streaming event processors: segments, tokens, claims, and how far each one is. */
@NullMarked
package io.orderflow.engine.processors;

import org.jspecify.annotations.NullMarked;
