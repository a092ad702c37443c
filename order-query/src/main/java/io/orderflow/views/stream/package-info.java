/** Streams of what happens to orders, as server-sent events. */
@NullMarked
package io.orderflow.views.stream;

import org.jspecify.annotations.NullMarked;
