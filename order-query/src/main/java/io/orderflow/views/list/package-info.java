/** Lists of orders, filtered and searched, page by page. */
@NullMarked
package io.orderflow.views.list;

import org.jspecify.annotations.NullMarked;
