/** Has a publisher send again what it has sent, from a time or an event on, as operators ask. */
@NullMarked
package io.orderflow.integration.resend;

import org.jspecify.annotations.NullMarked;
