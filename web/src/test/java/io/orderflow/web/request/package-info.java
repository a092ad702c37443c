/** What is read of requests. */
@NullMarked
package io.orderflow.web.request;

import org.jspecify.annotations.NullMarked;
