/** Tests of what replays keep and compute. */
@NullMarked
package io.orderflow.views.replay;

import org.jspecify.annotations.NullMarked;
