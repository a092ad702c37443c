/** What a message came from, as the meta data of commands and events carry it. */
@NullMarked
package io.orderflow.engine.origin;

import org.jspecify.annotations.NullMarked;
