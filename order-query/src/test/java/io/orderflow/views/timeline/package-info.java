/** Tests of the timeline without a server. */
@NullMarked
package io.orderflow.views.timeline;

import org.jspecify.annotations.NullMarked;
