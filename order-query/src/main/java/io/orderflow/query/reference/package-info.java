/** The document of the API, and pages to read it by. */
@NullMarked
package io.orderflow.query.reference;

import org.jspecify.annotations.NullMarked;
