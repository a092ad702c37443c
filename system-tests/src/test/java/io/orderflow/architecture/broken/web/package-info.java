/** The HTTP edge, as it must not be. */
@NullMarked
package io.orderflow.architecture.broken.web;

import org.jspecify.annotations.NullMarked;
