/** The lines of the architecture, held by tests; each has been seen to fail. */
@NullMarked
package io.orderflow.architecture;

import org.jspecify.annotations.NullMarked;
