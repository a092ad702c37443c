/** What a failure means, whichever engine or driver reported it. */
@NullMarked
package io.orderflow.engine.failure;

import org.jspecify.annotations.NullMarked;
