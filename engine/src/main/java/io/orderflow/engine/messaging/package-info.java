/** How commands and queries are sent, retried and handled. */
@NullMarked
package io.orderflow.engine.messaging;

import org.jspecify.annotations.NullMarked;
