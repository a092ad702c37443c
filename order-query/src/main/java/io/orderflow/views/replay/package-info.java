/** Replays: the view is rebuilt from the events beside the one that is read. */
@NullMarked
package io.orderflow.views.replay;

import org.jspecify.annotations.NullMarked;
