package io.orderflow.views.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What threads of requests send to PostgreSQL, as its driver logs it. */
final class RequestRoundTrips extends Handler implements AutoCloseable {

  private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");

  private final @Nullable Level level = DRIVER.getLevel();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  RequestRoundTrips() {
    DRIVER.setUseParentHandlers(false);
    DRIVER.addHandler(this);
    DRIVER.setLevel(Level.FINEST);
  }

  @Override
  public void publish(LogRecord message) {
    var text = message.getMessage();
    if (text.startsWith(" FE=> ") && Thread.currentThread().getName().startsWith("http-nio")) {
      sent.add(text.substring(6));
    }
  }

  void forget() {
    sent.clear();
  }

  /** How often an answer was waited for. */
  long count() {
    return sent.stream()
        .filter(message -> message.equals("Sync") || message.startsWith("SimpleQuery"))
        .count();
  }

  @Override
  public String toString() {
    return sent.toString();
  }

  @Override
  public void flush() {
    // Nothing waits here.
  }

  @Override
  public void close() {
    DRIVER.setLevel(level);
    DRIVER.removeHandler(this);
    DRIVER.setUseParentHandlers(true);
  }
}
