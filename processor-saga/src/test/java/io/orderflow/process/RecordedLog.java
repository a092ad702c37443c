package io.orderflow.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What one logger has written during one test, whatever level an earlier test has left it at. */
public final class RecordedLog extends AppenderBase<ILoggingEvent>
    implements BeforeEachCallback, AfterEachCallback {

  private final Logger log;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private @Nullable Level before;

  public RecordedLog(String logger) {
    log = (Logger) LoggerFactory.getLogger(logger);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    lines.clear();
    start();
    before = log.getLevel();
    log.setLevel(Level.INFO);
    log.addAppender(this);
  }

  /**
   * Anew: the start of an application resets all loggers and stops their appenders. What was
   * written before is forgotten, for it may be of the end of another application.
   */
  public void attach() {
    lines.clear();
    start();
    log.setLevel(Level.INFO);
    log.addAppender(this);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    log.detachAppender(this);
    log.setLevel(before);
    stop();
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
  }

  public long count(String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }
}
