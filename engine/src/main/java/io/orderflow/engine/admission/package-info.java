/**
 * Lets in only as many requests at once as can be answered well, and refuses the others while that
 * is still cheap.
 */
@NullMarked
package io.orderflow.engine.admission;

import org.jspecify.annotations.NullMarked;
