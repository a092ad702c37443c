/** Tests of origins. */
@NullMarked
package io.orderflow.engine.origin;

import org.jspecify.annotations.NullMarked;
