/** The OpenAPI document and its pages. */
@NullMarked
package io.orderflow.query.reference;

import org.jspecify.annotations.NullMarked;
