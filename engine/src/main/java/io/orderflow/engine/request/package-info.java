/** What every HTTP edge reads from a request in the same way: keys, entity tags, text. */
@NullMarked
package io.orderflow.engine.request;

import org.jspecify.annotations.NullMarked;
