package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.Preconditions;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets operators say where public events are sent, and see what came of it. */
@ConditionalOnBooleanProperty(WebhookProperties.PREFIX + ".enabled")
@RestController
@RequestMapping(WebhookController.PATH)
class WebhookController {

  static final String PATH = "/api/v1/webhooks";

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private final WebhookOperations operations;
  private final WebhookEndpoints endpoints;
  private final DeliveryLog log;

  WebhookController(WebhookOperations operations, WebhookEndpoints endpoints, DeliveryLog log) {
    this.operations = operations;
    this.endpoints = endpoints;
    this.log = log;
  }

  /** The answer has its secret, which is not shown again. */
  @PostMapping
  ResponseEntity<WebhookBody> create(@RequestBody WebhookRequest request) {
    var created = operations.create(request, _ -> {});
    return ResponseEntity.created(URI.create(PATH + "/" + created.endpoint().id()))
        .eTag(quoted(created.endpoint()))
        .body(WebhookBody.of(created));
  }

  @GetMapping
  ResponseEntity<Listed> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int most = limit(limit);
    var found = endpoints.after(cursor(cursor, 0), most + 1);
    var shown = found.stream().limit(most).toList();
    var next = found.size() > most ? Long.toString(shown.getLast().id()) : null;
    return linked(PATH + "?limit=" + most, next)
        .body(new Listed(shown.stream().map(WebhookBody::of).toList(), next));
  }

  @GetMapping("/{id}")
  ResponseEntity<WebhookBody> get(@PathVariable String id, Preconditions conditions) {
    var endpoint = existing(id);
    return conditions.isNotModified(endpoint.tag())
        ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(quoted(endpoint)).build()
        : tagged(endpoint);
  }

  /** Replaces what is said about it; its secret and its state stay. */
  @PutMapping("/{id}")
  ResponseEntity<WebhookBody> put(
      @PathVariable String id, @RequestBody WebhookRequest request, Preconditions conditions) {
    return tagged(operations.update(number(id), request, required(conditions)));
  }

  /** With its deliveries and their log, which are removed later. Repeating it changes nothing. */
  @DeleteMapping("/{id}")
  ResponseEntity<Void> delete(@PathVariable String id, Preconditions conditions) {
    operations.delete(number(id), required(conditions));
    return ResponseEntity.noContent().build();
  }

  /** What waits is sent when it is due. Repeating it changes nothing. */
  @PostMapping("/{id}/enable")
  ResponseEntity<WebhookBody> enable(@PathVariable String id, Preconditions conditions) {
    return tagged(operations.enable(number(id), required(conditions)));
  }

  /** Its events are not stored any more; those that wait go on waiting. */
  @PostMapping("/{id}/disable")
  ResponseEntity<WebhookBody> disable(@PathVariable String id, Preconditions conditions) {
    return tagged(operations.disable(number(id), required(conditions)));
  }

  /** The answer has the new secret, which is not shown again. */
  @PostMapping("/{id}/secret/rotate")
  ResponseEntity<WebhookBody> rotate(@PathVariable String id, Preconditions conditions) {
    var rotated = operations.rotate(number(id), required(conditions));
    return ResponseEntity.ok().eTag(quoted(rotated.endpoint())).body(WebhookBody.of(rotated));
  }

  /** Sends an event now, also if it is disabled, and waits for the answer. */
  @PostMapping("/{id}/test")
  Tested test(@PathVariable String id) {
    return Tested.of(operations.test(number(id)));
  }

  /** The newest first. */
  @GetMapping("/{id}/deliveries")
  ResponseEntity<Deliveries> deliveries(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var word = state(state);
    int most = limit(limit);
    long before = cursor(cursor, Long.MAX_VALUE);
    long endpoint = existing(id).id();
    var found = log.page(endpoint, word, before, most + 1);
    var shown = found.stream().limit(most).toList();
    var next = found.size() > most ? Long.toString(shown.getLast().id()) : null;
    return linked(
            "%s/%d/deliveries?limit=%d%s"
                .formatted(PATH, endpoint, most, word == null ? "" : "&state=" + word),
            next)
        .body(new Deliveries(shown.stream().map(DeliveryBody::of).toList(), next));
  }

  /** It is sent now, once more if it has arrived already. */
  @PostMapping("/{id}/deliveries/{deliveryId}/redeliver")
  ResponseEntity<DeliveryBody> redeliver(@PathVariable String id, @PathVariable String deliveryId) {
    long webhook = existing(id).id();
    long delivery = number(deliveryId, WebhookOperations::noDelivery);
    operations.redeliver(webhook, delivery);
    return ResponseEntity.accepted()
        .body(
            log.find(webhook, delivery)
                .map(DeliveryBody::of)
                .orElseThrow(WebhookOperations::noDelivery));
  }

  /** All of a time, or all that were given up. */
  @PostMapping("/{id}/redeliver")
  ResponseEntity<Redelivered> redeliverAll(
      @PathVariable String id, @RequestBody RedeliveryRequest request) {
    return ResponseEntity.accepted()
        .body(new Redelivered(operations.redeliverAll(number(id), request)));
  }

  private static Consumer<WebhookEndpoint> required(Preconditions conditions) {
    return now -> conditions.requireFor(now.tag(), now::wasDescribedSo);
  }

  private WebhookEndpoint existing(String id) {
    return operations.existing(number(id));
  }

  private static long number(String id) {
    return number(id, WebhookOperations::notFound);
  }

  private static long number(String id, Supplier<ProblemException> otherwise) {
    if (!id.matches("[0-9]{1,18}")) {
      throw otherwise.get();
    }
    return Long.parseLong(id);
  }

  private static int limit(@Nullable Integer requested) {
    if (requested != null && (requested < 1 || requested > MAX_LIMIT)) {
      throw ProblemException.of(
          GeneralProblemCode.INVALID_REQUEST, "Ask with a limit between 1 and " + MAX_LIMIT + ".");
    }
    return requested == null ? DEFAULT_LIMIT : requested;
  }

  private static long cursor(@Nullable String cursor, long otherwise) {
    return cursor == null
        ? otherwise
        : number(
            cursor,
            () ->
                ProblemException.of(
                    GeneralProblemCode.MALFORMED_REQUEST,
                    "Send the cursor as it was in nextCursor, or none."));
  }

  private static @Nullable State state(@Nullable String word) {
    try {
      return word == null ? null : State.valueOf(word);
    } catch (IllegalArgumentException unknown) {
      throw ProblemException.of(
          GeneralProblemCode.INVALID_REQUEST,
          "The state must be one of " + Arrays.toString(State.values()) + ".");
    }
  }

  private static ResponseEntity.BodyBuilder linked(String path, @Nullable String next) {
    var answer = ResponseEntity.ok();
    return next == null
        ? answer
        : answer.header(HttpHeaders.LINK, "<" + path + "&cursor=" + next + ">; rel=\"next\"");
  }

  private static ResponseEntity<WebhookBody> tagged(WebhookEndpoint endpoint) {
    return ResponseEntity.ok().eTag(quoted(endpoint)).body(WebhookBody.of(endpoint));
  }

  private static String quoted(WebhookEndpoint endpoint) {
    return "\"" + endpoint.tag() + "\"";
  }

  /**
   * @param nextCursor requests the next page; null on the last page
   */
  record Listed(List<WebhookBody> items, @Nullable String nextCursor) {}

  /**
   * @param nextCursor requests the next page; null on the last page
   */
  record Deliveries(List<DeliveryBody> items, @Nullable String nextCursor) {}

  /** How many are sent again. */
  record Redelivered(int count) {}

  /**
   * What came of a test.
   *
   * @param status of the answer; null if there was none
   * @param answer the beginning of its body; null if there was none
   * @param error why there was no answer; null if there was one
   */
  record Tested(
      boolean delivered,
      @Nullable Integer status,
      long milliseconds,
      @Nullable String answer,
      @Nullable String error) {

    static Tested of(AttemptResult result) {
      return new Tested(
          result.isDelivered(),
          result.status(),
          result.took().toMillis(),
          result.isAnswered() ? result.said() : null,
          result.isAnswered() ? null : result.said());
    }
  }
}
