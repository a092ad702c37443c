/** What operators ask about webhooks, and have done with them. */
@NullMarked
package io.orderflow.api.webhook;

import org.jspecify.annotations.NullMarked;
