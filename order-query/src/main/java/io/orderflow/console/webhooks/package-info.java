/** Where public events are sent, and what came of it. */
@NullMarked
package io.orderflow.console.webhooks;

import org.jspecify.annotations.NullMarked;
