package io.orderflow.integration.resend;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.StoredToken;
import io.orderflow.engine.processors.StoredTokens;
import io.orderflow.engine.processors.StreamPositions;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends publishers back to an earlier position, after an operator has seen what that means. From
 * there they go on as ever, so that what comes again has the same identifiers, content and order.
 *
 * <p>It is one transaction over the record and the publisher's token: whichever node holds the
 * publisher loses its claim by it, and a node that dies leaves either all or nothing.
 */
final class ResendService {

  private static final Logger log = LoggerFactory.getLogger(ResendService.class);
  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private final ResendablePublishers publishers;
  private final ResendPreviews previews;
  private final ResendStore table;
  private final StoredTokens tokens;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ResendService(
      ResendablePublishers publishers,
      ResendPreviews previews,
      ResendStore table,
      StoredTokens tokens,
      TransactionTemplate transactions,
      Clock clock) {
    this.publishers = publishers;
    this.previews = previews;
    this.table = table;
    this.tokens = tokens;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Sends nothing yet.
   *
   * @param by the operator's name; null for a caller without one
   * @throws ProblemException if the publisher cannot send again, or the request is not valid
   */
  Resend preview(String publisher, ResendRequest request, @Nullable String by) {
    var start = request.checked(clock.instant());
    var processor = publishers.requireResendable(publisher);
    return table.add(publisher, previews.of(processor, start), by);
  }

  /** The newest first. */
  List<Resend> all(String publisher) {
    publishers.require(publisher);
    return table.newest(publisher);
  }

  /**
   * @throws ProblemException if there is none
   */
  Resend find(String publisher, String id) {
    publishers.require(publisher);
    return table.find(publisher, number(id)).orElseThrow(ResendService::notFound);
  }

  /**
   * Starts it. What the publisher has sent since the preview comes again, too.
   *
   * @param by the operator's name; null for a caller without one
   * @return false if it was started before
   * @throws ProblemException if it is not as it was shown, or the publisher cannot send again
   */
  boolean confirm(
      String publisher, String id, ResendConfirmation confirmation, @Nullable String by) {
    var confirmed = confirmation.checked();
    publishers.require(publisher);
    long number = number(id);
    var started = transactions.execute(_ -> started(publisher, number, confirmed, by));
    if (started == null) {
      return false;
    }
    log.warn(
        "Publisher {} sends again from position {} on, {} public events of {} orders{} as of the"
            + " preview {}, by {}: {}",
        publisher,
        started.preview().after() + 1,
        started.preview().count(),
        started.preview().orders(),
        started.preview().complete() ? "" : " and more",
        id,
        by == null ? "a caller without a name" : by,
        confirmed.note());
    return true;
  }

  /** Null if it was started before. */
  private @Nullable Resend started(
      String publisher, long id, ResendConfirmation.Checked confirmed, @Nullable String by) {
    var resend = table.lock(publisher, id).orElseThrow(ResendService::notFound);
    requireCount(resend, confirmed.count());
    if (resend.start() != null) {
      return null;
    }
    if (resend.expiresAt().isBefore(clock.instant())) {
      throw ProblemException.of(
          ResendProblemCode.PREVIEW_EXPIRED,
          "It was made more than %d minutes ago: make a new one."
              .formatted(Resend.PREVIEW_HOLDS.toMinutes()));
    }
    var processor = publishers.requireResendable(publisher);
    goBack(processor, resend.preview().after());
    table.start(id, by, confirmed.note());
    return resend;
  }

  private void goBack(EventProcessorDefinition processor, long after) {
    var locked = tokens.lock(processor);
    publishers.requireNoDeadLetters(processor); // a batch may have added one until now
    for (var stored : locked) {
      tokens.replace(processor, stored.segment(), earlier(stored, after));
    }
  }

  /**
   * What the publisher still waits for, because it is stored late, stays missing. It never goes
   * forward: another resend may have sent it further back.
   */
  private static @Nullable TrackingToken earlier(StoredToken stored, long after) {
    var reached = WrappedToken.unwrapLowerBound(stored.token());
    var wanted = StreamPositions.at(after, reached);
    return reached == null || wanted == null ? null : wanted.lowerBound(reached);
  }

  private static void requireCount(Resend resend, long count) {
    if (count != resend.preview().count()) {
      throw ProblemException.of(
              ResendProblemCode.COUNT_DIFFERS,
              "The preview has counted %d events. Look at it again, and confirm that number."
                  .formatted(resend.preview().count()))
          .with("count", resend.preview().count());
    }
  }

  private static long number(String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound();
    }
    return Long.parseLong(id);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        ResendProblemCode.RESEND_NOT_FOUND, "Take the address from the Location of its preview.");
  }
}
