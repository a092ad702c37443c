/** What can be asked of the catalogue: its products and the stock of each. */
@NullMarked
package io.orderflow.api.catalog;

import org.jspecify.annotations.NullMarked;
