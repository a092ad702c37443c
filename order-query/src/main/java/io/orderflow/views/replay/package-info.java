/** Builds what readers are shown anew from the events, beside what they are shown meanwhile. */
@NullMarked
package io.orderflow.views.replay;

import org.jspecify.annotations.NullMarked;
