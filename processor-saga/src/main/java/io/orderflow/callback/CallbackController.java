package io.orderflow.callback;

import static io.orderflow.partner.CallbackUrlProperties.PAYMENTS;
import static io.orderflow.partner.CallbackUrlProperties.SHIPMENTS;

import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.Inbox;
import io.orderflow.inbox.InboxScheduler;
import io.orderflow.inbox.Notice;
import io.orderflow.inbox.StoredCallbacks;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.ForeignContract;
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
@ForeignContract
@RestController
class CallbackController {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackController.class);

  private final CallbackReader bodies;
  private final Inbox inbox;
  private final InboxScheduler runs;
  private final Clock clock;

  CallbackController(CallbackReader bodies, Inbox inbox, InboxScheduler runs, Clock clock) {
    this.bodies = bodies;
    this.inbox = inbox;
    this.runs = runs;
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
    var notice = bodies.understood(source, body);
    var kept = stored(source, notice, body);
    if (!kept.says(notice, body)) {
      LOG.warn("a genuine {} callback has the eventId of another one, and is refused", source);
      throw ProblemException.of(
          CallbackProblem.EVENT_ID_REUSED,
          "Another callback came under this eventId before. Send this one under an eventId of its"
              + " own.");
    }
    runs.wake();
  }

  private StoredCallbacks stored(CallbackSource source, Notice notice, String body) {
    try {
      var only = new TreeMap<>(Map.of(notice.eventId(), body));
      return inbox.store(source, only, clock.instant());
    } catch (DataAccessException | TransactionException notStored) {
      throw ProblemException.of(
              GeneralProblem.UNAVAILABLE, "The callback could not be stored; send it again later.")
          .causedBy(notStored);
    }
  }
}
