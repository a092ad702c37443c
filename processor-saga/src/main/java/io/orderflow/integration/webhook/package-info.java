/**
 * Public events at endpoints that operators name, signed by the Standard Webhooks specification.
 */
@NullMarked
package io.orderflow.integration.webhook;

import org.jspecify.annotations.NullMarked;
