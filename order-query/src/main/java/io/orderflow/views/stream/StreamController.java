package io.orderflow.views.stream;

import io.orderflow.api.order.OrderView;
import io.orderflow.views.history.VisibleOrder;
import io.orderflow.views.list.OrderViewMatcher;
import io.orderflow.views.status.OrderStates;
import io.orderflow.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What happens to orders, as server-sent events. A customer is told of their own orders only. Pages
 * of the console have the same below a path of theirs, where a login counts.
 */
@RestController
class StreamController {

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final OrderStreams streams;
  private final OrderStates states;

  StreamController(OrderStreams streams, OrderStates states) {
    this.streams = streams;
    this.states = states;
  }

  @GetMapping({"/api/v1/orders/stream", "/console/orders/stream"})
  void orders(
      Caller caller,
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    requireEventStream(request);
    var orders = OrderViewMatcher.read(parameters, VisibleOrder.customerOf(caller));
    var subscription = new Subscription(orders, caller.expiresAt());
    answer(request, response, subscription, streams.start(lastEventId), null);
  }

  @GetMapping({"/api/v1/orders/{id}/stream", "/console/orders/{id}/stream"})
  void order(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    requireEventStream(request);
    var start = streams.start(lastEventId);
    var state = find(VisibleOrder.of(id, caller));
    var orderId = state.view().orderId();
    Predicate<OrderView> orders = order -> order.orderId().equals(orderId);
    var subscription = new Subscription(orders, caller.expiresAt());
    if (lastEventId == null) {
      answer(request, response, subscription, start.withUncommitted(), state);
    } else {
      answer(request, response, subscription, start, null);
    }
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Subscription subscription,
      OrderStreams.Start start,
      OrderStates.@Nullable State state)
      throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    if (!HttpMethod.HEAD.matches(request.getMethod())) {
      streams.admit();
      streams.subscribe(request.startAsync(request, response), subscription, start, state);
    }
  }

  private OrderStates.State find(VisibleOrder order) {
    return states
        .newest(order.orderId())
        .filter(state -> order.isOf(state.view().customerId()))
        .orElseThrow(VisibleOrder::notFound);
  }

  private static void requireEventStream(HttpServletRequest request)
      throws HttpMediaTypeNotAcceptableException {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    if (accept != null
        && MediaType.parseMediaTypes(accept).stream()
            .noneMatch(type -> type.includes(MediaType.TEXT_EVENT_STREAM))) {
      throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_EVENT_STREAM));
    }
  }
}
