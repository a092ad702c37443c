/** How commands and queries are sent, retried and handled. */
@NullMarked
package io.orderflow.engine.commands;

import org.jspecify.annotations.NullMarked;
