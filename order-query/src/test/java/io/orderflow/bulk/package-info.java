/** Tests of bulk operations, with a stand-in for the write side. */
@NullMarked
package io.orderflow.bulk;

import org.jspecify.annotations.NullMarked;
