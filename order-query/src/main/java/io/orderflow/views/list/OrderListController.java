package io.orderflow.views.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.views.history.VisibleOrder;
import io.orderflow.views.status.DeferredAnswer;
import io.orderflow.views.status.WaitPreference;
import io.orderflow.web.request.OrderPosition;
import io.orderflow.web.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Lists of orders over HTTP. A customer sees only their own. */
@RestController
class OrderListController {

  private static final String PATH = "/api/v1/orders";

  /** Longer than the longest wait and the list that is read after it. */
  private static final Duration TIMEOUT = WaitPreference.LONGEST.plusSeconds(30);

  private final PositionedListReader orders;

  OrderListController(PositionedListReader orders) {
    this.orders = orders;
  }

  /**
   * A {@link ResponseEntity} unless a write is waited for; then the thread is given back and the
   * answer is a {@code DeferredResult}.
   */
  @GetMapping(PATH)
  Object list(
      Caller caller,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      @RequestParam MultiValueMap<String, String> parameters) {
    var seenBy = VisibleOrder.customerOf(caller);
    var request = ListRequestReader.read(parameters);
    CustomerFilterCheck.refuseOthers(seenBy, parameters);
    var wait = WaitPreference.of(prefer);
    var answer = orders.read(request, seenBy, wait).thenApply(read -> answer(request, read, wait));
    return answer.state() == Future.State.SUCCESS
        ? answer.resultNow()
        : DeferredAnswer.of(answer, TIMEOUT);
  }

  private static ResponseEntity<OrderPage> answer(
      ListRequest request, PositionedPage read, WaitPreference wait) {
    var page = read.page();
    var answer = ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
    if (page.nextCursor() != null) {
      answer.header(HttpHeaders.LINK, "<" + next(request, page.nextCursor()) + ">; rel=\"next\"");
    }
    if (wait.waits() && !request.positions().isEmpty()) {
      answer.header("Preference-Applied", wait.applied());
    }
    if (!read.reached().isEmpty()) {
      answer.header(OrderPosition.HEADER, joined(read.reached()));
    }
    return answer.body(page);
  }

  private static String joined(List<OrderPosition> positions) {
    return positions.stream().map(OrderPosition::toString).collect(Collectors.joining(", "));
  }

  private static String next(ListRequest request, String cursor) {
    var parameters = new TreeMap<>(request.parameters());
    parameters.put("cursor", List.of(cursor));
    parameters.remove(ListRequestReader.AT_LEAST_POSITION);
    return parameters.entrySet().stream()
        .flatMap(
            parameter ->
                parameter.getValue().stream()
                    .map(value -> parameter.getKey() + "=" + UriUtils.encode(value, UTF_8)))
        .collect(Collectors.joining("&", PATH + "?", ""));
  }
}
