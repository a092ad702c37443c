package io.orderflow.callback;

import static io.orderflow.partner.CallbackUrlProperties.PAYMENTS;
import static io.orderflow.partner.CallbackUrlProperties.SHIPMENTS;

import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.Inbox;
import io.orderflow.inbox.InboxScheduler;
import io.orderflow.inbox.ReceivedCallback;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.ForeignContract;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives callbacks of partners. {@code 202} means that the callback is durable; its order
 * receives it later. After any other response the partner sends it again.
 */
@ForeignContract
@RestController
class CallbackController {

  private static final Logger log = LoggerFactory.getLogger(CallbackController.class);

  private final CallbackReader bodies;
  private final Inbox inbox;
  private final InboxScheduler dispatching;
  private final Clock clock;

  CallbackController(CallbackReader bodies, Inbox inbox, InboxScheduler dispatching, Clock clock) {
    this.bodies = bodies;
    this.inbox = inbox;
    this.dispatching = dispatching;
    this.clock = clock;
  }

  @PostMapping(PAYMENTS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void payment(HttpServletRequest request) throws IOException {
    receive(CallbackSource.PAYMENT, request);
  }

  @PostMapping(SHIPMENTS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void shipment(HttpServletRequest request) throws IOException {
    receive(CallbackSource.SHIPPING, request);
  }

  private void receive(CallbackSource source, HttpServletRequest request) throws IOException {
    var body = bodies.genuine(request);
    var notice = bodies.parse(source, body);
    var callback = new ReceivedCallback(source, notice, body, clock.instant());
    if (!callback.isRepetitionOf(store(callback))) {
      log.warn("Refused a genuine {} callback with the eventId of another one", source);
      throw ProblemException.of(
          CallbackProblemCode.EVENT_ID_REUSED,
          "Another callback has this eventId. Send this one under an eventId of its own.");
    }
    dispatching.wake();
  }

  private String store(ReceivedCallback callback) {
    try {
      return inbox.store(callback);
    } catch (DataAccessException notStored) {
      throw ProblemException.of(
              GeneralProblemCode.UNAVAILABLE,
              "The callback could not be stored; send it again later.")
          .causedBy(notStored);
    }
  }
}
