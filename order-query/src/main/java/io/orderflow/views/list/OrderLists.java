package io.orderflow.views.list;

import io.orderflow.web.problem.ProblemException;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** The lists of {@code GET /api/v1/orders} for pages of operators, who see every customer's. */
@Component
public class OrderLists {

  private final OrderListReader orders;

  OrderLists(OrderListReader orders) {
    this.orders = orders;
  }

  /**
   * One page of a list.
   *
   * @param parameters as the API takes them
   * @throws ProblemException that names every parameter that is wrong
   */
  public OrderPage page(MultiValueMap<String, String> parameters) {
    return orders.page(ListRequestReader.read(parameters), null);
  }
}
