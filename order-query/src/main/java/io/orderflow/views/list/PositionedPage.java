package io.orderflow.views.list;

import io.orderflow.web.request.OrderPosition;
import java.util.List;

/**
 * Some orders of a list, and which writes the list contains.
 *
 * @param reached those of the requested positions that had been reached before the list was read
 */
record PositionedPage(OrderPage page, List<OrderPosition> reached) {}
