package io.orderflow.views.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes server-sent events to one client without a thread of its own: what the client does not
 * take yet waits here, and the server calls back when the client takes more. A client that takes
 * too little is disconnected, and goes on later from the last event it has received.
 */
final class EventStreamWriter implements WriteListener, AsyncListener {

  /** How many bytes wait for one client at most. */
  static final int MOST_WAITING = 256 * 1024;

  private static final Logger log = LoggerFactory.getLogger(EventStreamWriter.class);

  private final AsyncContext request;
  private final ServletOutputStream output;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private int bytes;
  private boolean writable;
  private boolean unflushed;
  private boolean closed;
  private Runnable onClose = () -> {};

  EventStreamWriter(AsyncContext request) throws IOException {
    this.request = request;
    this.output = request.getResponse().getOutputStream();
  }

  /**
   * Starts to write what was sent before, and all that comes.
   *
   * @param ended called once, when no more is written; must not wait for anything
   */
  synchronized void begin(Runnable ended) {
    if (closed) {
      ended.run();
      return;
    }
    onClose = ended;
    request.setTimeout(0);
    request.addListener(this);
    output.setWriteListener(this);
  }

  /** Returns at once. Does nothing after the end. */
  synchronized void send(String text) {
    if (closed) {
      return;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (bytes + encoded.length > MOST_WAITING) {
      log.debug("A subscriber that reads too slowly is disconnected");
      close();
      return;
    }
    waiting.add(encoded);
    bytes += encoded.length;
    if (writable) {
      write();
    }
  }

  /**
   * Waits until the client has taken half of what may wait for it; closes if that takes longer.
   *
   * @return what is left of the time that was given
   */
  synchronized Duration awaitRoom(Duration longest) throws InterruptedException {
    if (closed || bytes <= MOST_WAITING / 2) {
      return longest;
    }
    long end = System.nanoTime() + longest.toNanos();
    long left = longest.toNanos();
    while (!closed && bytes > MOST_WAITING / 2) {
      if (left <= 0) {
        log.debug("A subscriber that reads too slowly is disconnected");
        close();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    }
    return Duration.ofNanos(left);
  }

  /**
   * @throws InterruptedException if the client has gone
   */
  synchronized void requireOpen() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("the subscriber has gone");
    }
  }

  @Override
  public synchronized void onWritePossible() {
    if (!closed) {
      writable = true;
      write();
    }
  }

  /** The server calls {@link #onWritePossible} once the output was found to be not ready. */
  private void write() {
    try {
      while (writable && (!waiting.isEmpty() || unflushed)) {
        if (!output.isReady()) {
          writable = false;
        } else if (waiting.isEmpty()) {
          unflushed = false;
          output.flush();
        } else {
          byte[] next = waiting.remove();
          bytes -= next.length;
          unflushed = true;
          output.write(next);
          notifyAll();
        }
      }
    } catch (IOException | IllegalStateException gone) {
      log.debug("A subscriber has gone", gone);
      close();
    }
  }

  /** Ends the answer; what is still waiting is dropped. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    waiting.clear();
    notifyAll();
    onClose.run();
    try {
      request.complete();
    } catch (IllegalStateException ended) {
      log.debug("The answer had ended", ended);
    }
  }

  @Override
  public void onError(Throwable failure) {
    log.debug("A subscriber has gone", failure);
    close();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    close();
  }

  @Override
  public void onError(AsyncEvent event) {
    close();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing begins anew here.
  }
}
