/** The operator's endpoints for event processors and dead letters. */
@NullMarked
package io.orderflow.web.admin;

import org.jspecify.annotations.NullMarked;
