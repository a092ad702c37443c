/** What can be asked of the catalog: its products and the stock of each. */
@NullMarked
package io.orderflow.api.catalog;

import org.jspecify.annotations.NullMarked;
