package io.orderflow.web.limits;

import io.orderflow.engine.failure.CauseChain;
import io.orderflow.web.problem.FailureTranslator;
import io.orderflow.web.problem.GeneralProblemCode;
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

/**
 * Buffers the body before the request takes a place in a bulkhead, with limits on its length, on
 * the time it may take, and on the number of bodies that arrive slowly at once.
 *
 * <p>Without this a few hundred slow clients (slow POST) would occupy every thread, place and
 * database connection, while each sends its next byte just before {@code connection-timeout}.
 * Tomcat and Spring limit the length of a form and the pause between two bytes, but not the total
 * time of a body, nor how many threads wait for one.
 */
final class BodyReader {

  /** How much of a body that is too long is read, so that the client gets its answer. */
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
   * @throws ProblemException if it is too long, too slow, or not as announced
   */
  byte[] receive(HttpServletRequest request) throws IOException {
    var arriving = new Arriving(request);
    try {
      while (arriving.another()) {
        // reads on
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
        throw tooLarge();
      }
      in = request.getInputStream();
    }

    /** Reads one piece; returns whether there may be another. */
    boolean another() throws IOException {
      // Whether a chunk is complete is unknown before it is read.
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
      return CauseChain.of(failed).anyMatch(SocketTimeoutException.class::isInstance)
          ? tooSlow()
          : FailureTranslator.ofStatus(400);
    }

    private void waitInSlot() {
      try {
        waiting = slots.tryAcquire(SLOT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      if (!waiting) {
        throw ProblemException.of(
            GeneralProblemCode.OVERLOADED,
            "Too many request bodies arrive slowly. Nothing was done; send the same request again"
                + " after the time in Retry-After, and the body without pauses.");
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
            GeneralProblemCode.MALFORMED_REQUEST,
            "Send the body in UTF-8, without a byte order mark or NUL characters.");
      }
      return whole;
    }

    private ProblemException tooSlow() {
      return ProblemException.of(
          GeneralProblemCode.REQUEST_TIMEOUT,
          "Send the whole body within " + limits.bodyTimeout().toSeconds() + " s.");
    }
  }

  /** JSON parsers guess another encoding from byte order marks and NULs. */
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
    return ProblemException.of(
        GeneralProblemCode.TOO_LARGE, "Send a body of " + most + " bytes at most.");
  }
}
