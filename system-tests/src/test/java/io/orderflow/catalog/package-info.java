/** Opens the catalog's stock to the simulation of whole lives. */
@NullMarked
package io.orderflow.catalog;

import org.jspecify.annotations.NullMarked;
