/** The timeline of an order: every fact of its stream, told to people. */
@NullMarked
package io.orderflow.views.timeline;

import org.jspecify.annotations.NullMarked;
