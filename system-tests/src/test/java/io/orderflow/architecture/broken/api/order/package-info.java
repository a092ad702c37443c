/** Deliberately broken: shows that the lines of the architecture are seen to be crossed. */
@NullMarked
package io.orderflow.architecture.broken.api.order;

import org.jspecify.annotations.NullMarked;
