package io.orderflow.views.list;

import io.orderflow.web.problem.ProblemException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The orders that fulfil the filters of a list, for statements about all of them. What sorts,
 * divides or searches a list is refused: it would be ignored.
 */
public final class FilteredOrders {

  /** The reason of an attention {@code raised}, the same text for all charges. */
  public static final String REASON = AttentionFilter.REASON;

  private final MultiValueMap<String, String> parameters;
  private final ListRequest request;

  private FilteredOrders(MultiValueMap<String, String> parameters, ListRequest request) {
    this.parameters = parameters;
    this.request = request;
  }

  /**
   * @throws ProblemException that names every parameter that is wrong
   */
  public static FilteredOrders read(MultiValueMap<String, String> parameters) {
    OrderViewMatcher.refuseOthers(parameters);
    return new FilteredOrders(parameters, ListRequestReader.read(parameters));
  }

  /** The filters as they were given. */
  public MultiValueMap<String, String> parameters() {
    return new LinkedMultiValueMap<>(parameters);
  }

  /**
   * What a statement selects from, up to its last condition. {@code v} is the row of an order, and
   * {@code s} the one it is searched by.
   */
  public Sql rows() {
    return Sql.join(OrderListReader.ORDERS + " where %s", Sql.all(request.filters().values()));
  }

  /**
   * The same for each attention {@code raised} of those orders that the filters are about: any,
   * unless they name steps or reasons.
   */
  public Sql attentions() {
    return Sql.join(
        OrderListReader.ORDERS
            + " cross join lateral jsonb_array_elements(v.attention) as raised"
            + " where v.attention <> '[]' and %s and %s",
        isRaised(),
        Sql.all(request.filters().values()));
  }

  /** That the attention {@code raised} is one that the filters are about. */
  public Sql isRaised() {
    return AttentionFilter.of(parameters).ofRaised();
  }
}
