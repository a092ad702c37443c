/** Holds the running whole to the document of its API. */
@NullMarked
package io.orderflow.standalone.contract;

import org.jspecify.annotations.NullMarked;
