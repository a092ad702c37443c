package io.orderflow.callback;

import static io.orderflow.partner.CallbackUrls.PAYMENTS;
import static io.orderflow.partner.CallbackUrls.SHIPMENTS;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where partners call back. {@code 202} means that the callback is stored for good, not that the
 * order has been told; everything else asks the partner to send it again.
 */
@RestController
class CallbackEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackEndpoint.class);

  private final CallbackBodies bodies;
  private final Inbox inbox;
  private final InboxRuns runs;
  private final Clock clock;

  CallbackEndpoint(CallbackBodies bodies, Inbox inbox, InboxRuns runs, Clock clock) {
    this.bodies = bodies;
    this.inbox = inbox;
    this.runs = runs;
    this.clock = clock;
  }

  @PostMapping(PAYMENTS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void payment(HttpServletRequest request) throws IOException {
    receive(Sender.PAYMENT, request);
  }

  @PostMapping(SHIPMENTS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void shipment(HttpServletRequest request) throws IOException {
    receive(Sender.SHIPPING, request);
  }

  private void receive(Sender sender, HttpServletRequest request) throws IOException {
    var body = bodies.genuine(request);
    var notice = bodies.understood(sender, body);
    var kept = stored(sender, notice, body);
    if (!kept.says(notice, body)) {
      LOG.warn("a genuine {} callback has the eventId of another one, and is refused", sender);
      throw Problem.of(
          ProblemCode.EVENT_ID_REUSED,
          "Another callback came under this eventId before. Send this one under an eventId of its"
              + " own.");
    }
    runs.wake();
  }

  private Kept stored(Sender sender, Notice notice, String body) {
    try {
      var only = new TreeMap<>(Map.of(notice.eventId(), body));
      return inbox.store(sender, only, clock.instant());
    } catch (DataAccessException | TransactionException notStored) {
      throw Problem.of(
              ProblemCode.UNAVAILABLE, "The callback could not be stored; send it again later.")
          .causedBy(notStored);
    }
  }
}
