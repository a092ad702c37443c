package io.orderflow.web.limits;

import io.orderflow.web.problem.FailureTranslator;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body in before anybody works on the request: no longer than allowed, in no longer than
 * allowed, and only so many at once of those that are waited for. A client that sends slowly so
 * keeps a thread for a bounded time, and never a place, a connection or a lock.
 */
final class BodyReader {

  /** How much of a body that is too long is read for the sake of a clean answer. */
  private static final int MOST_OVERRUN = 1 << 20;

  private static final long SLOT_PATIENCE_MILLIS = 100;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final long most;
  private final HttpLimitProperties limits;
  private final Semaphore slots;

  BodyReader(HttpLimitProperties limits) {
    this.most = limits.maxBody().toBytes();
    this.limits = limits;
    this.slots = new Semaphore(limits.slowBodies());
  }

  /**
   * The whole body.
   *
   * @throws ProblemException if there is too much of it, it takes too long, or it is not as
   *     announced
   */
  byte[] receive(HttpServletRequest request) throws IOException {
    var arriving = new Arriving(request);
    try {
      while (arriving.another()) {
        // on to the next piece
      }
    } finally {
      arriving.end();
    }
    return arriving.body();
  }

  private final class Arriving {

    private final InputStream in;
    private final long announced;
    private final long end = System.nanoTime() + limits.bodyTimeout().toNanos();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private final byte[] piece = new byte[4_096];
    private long seen;
    private boolean waiting;

    Arriving(HttpServletRequest request) throws IOException {
      announced = request.getContentLengthLong();
      if (announced > most + MOST_OVERRUN) {
        throw tooLarge(); // and nobody waits for it
      }
      in = request.getInputStream();
    }

    /** Reads one piece; says whether there is another. */
    boolean another() throws IOException {
      // Of chunks nobody can say before they are read whether there is more to them than a head.
      if (!waiting && (announced < 0 || in.available() == 0)) {
        waitInSlot();
      }
      int count = read();
      if (count < 0 || seen == announced) {
        return false;
      }
      if (seen > most + MOST_OVERRUN) {
        throw tooLarge();
      }
      if (System.nanoTime() > end) {
        throw tooSlow();
      }
      return true;
    }

    private int read() {
      try {
        int count = in.read(piece);
        seen += Math.max(count, 0);
        if (count > 0 && seen <= most) {
          body.write(piece, 0, count);
        }
        return count;
      } catch (IOException failed) {
        throw problemIn(failed);
      }
    }

    private ProblemException problemIn(IOException failed) {
      for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof SocketTimeoutException) {
          return tooSlow();
        }
      }
      return FailureTranslator.ofStatus(400);
    }

    private void waitInSlot() {
      try {
        waiting = slots.tryAcquire(SLOT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      if (!waiting) {
        throw ProblemException.of(
            GeneralProblem.OVERLOADED,
            "Too many bodies are on their way. Nothing was done; send the same request again after"
                + " the time in Retry-After, in one piece if you can.");
      }
    }

    void end() {
      if (waiting) {
        slots.release();
      }
    }

    byte[] body() {
      if (seen > most) {
        throw tooLarge();
      }
      byte[] whole = body.toByteArray();
      if (!isPlain(whole)) {
        throw ProblemException.of(
            GeneralProblem.MALFORMED_REQUEST,
            "Send the body in UTF-8, without a byte order mark or NUL characters.");
      }
      return whole;
    }

    private ProblemException tooSlow() {
      return ProblemException.of(
          GeneralProblem.REQUEST_TIMEOUT,
          "Send the whole body within " + limits.bodyTimeout().toSeconds() + " s.");
    }
  }

  /** Readers of JSON guess another encoding by marks and NULs, whatever the client has said. */
  private static boolean isPlain(byte[] body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return (text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK)
          && text.chars().noneMatch(character -> character == 0);
    } catch (CharacterCodingException otherwise) {
      return false;
    }
  }

  ProblemException tooLarge() {
    return ProblemException.of(GeneralProblem.TOO_LARGE, "Send a body of " + most + " bytes at most.");
  }
}
