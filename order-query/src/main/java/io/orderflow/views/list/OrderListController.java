package io.orderflow.views.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.views.history.VisibleOrder;
import io.orderflow.web.security.Caller;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Lists of orders over HTTP. A customer sees only their own. */
@RestController
class OrderListController {

  private static final String PATH = "/api/v1/orders";

  private final OrderListReader orders;

  OrderListController(OrderListReader orders) {
    this.orders = orders;
  }

  @GetMapping(PATH)
  ResponseEntity<OrderPage> list(
      Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
    var seenBy = VisibleOrder.customerOf(caller);
    var request = ListRequestReader.read(parameters);
    ListVisibility.refuseOthers(seenBy, parameters);
    var page = orders.page(request, seenBy);
    var answer = ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
    if (page.nextCursor() != null) {
      answer.header(HttpHeaders.LINK, "<" + next(request, page.nextCursor()) + ">; rel=\"next\"");
    }
    return answer.body(page);
  }

  private static String next(ListRequest request, String cursor) {
    var parameters = new TreeMap<>(request.parameters());
    parameters.put("cursor", List.of(cursor));
    return parameters.entrySet().stream()
        .flatMap(
            parameter ->
                parameter.getValue().stream()
                    .map(value -> parameter.getKey() + "=" + UriUtils.encode(value, UTF_8)))
        .collect(Collectors.joining("&", PATH + "?", ""));
  }
}
