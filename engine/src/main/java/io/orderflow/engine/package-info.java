/** How messages are stored and routed; the same for every module, whichever engine carries them. */
@NullMarked
package io.orderflow.engine;

import org.jspecify.annotations.NullMarked;
