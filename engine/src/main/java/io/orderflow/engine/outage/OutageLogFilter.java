package io.orderflow.engine.outage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Suppresses warnings and errors that are a consequence of an outage, from any logger. Logback
 * calls it for every log statement, so the cheap checks come first.
 */
final class OutageLogFilter extends TurboFilter implements LoggerContextListener {

  private final List<OutageLog> outages = new CopyOnWriteArrayList<>();

  void watchFor(OutageLog outageLog) {
    outages.add(outageLog);
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    if (level.toInt() < Level.WARN_INT
        || message == null // only a check of the level
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    Runnable later =
        () ->
            logger.log(
                marker,
                Logger.FQCN,
                Level.toLocationAwareLoggerInteger(level),
                message,
                arguments,
                failure);
    for (var outageLog : outages) {
      if (isOf(outageLog, logger.getName(), message, failure, arguments)
          && outageLog.takes(later)) {
        return FilterReply.DENY;
      }
    }
    return FilterReply.NEUTRAL;
  }

  /** An argument may be an exception that is logged without its stack trace. */
  private static boolean isOf(
      OutageLog outageLog,
      String logger,
      String message,
      @Nullable Throwable failure,
      Object @Nullable [] arguments) {
    if (outageLog.explains(logger, message, failure)) {
      return true;
    }
    if (arguments != null) {
      for (Object argument : arguments) {
        if (argument instanceof Throwable known && outageLog.explains(logger, message, known)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Before the filters of other applications in the same process, which have other databases. */
  void putInto(LoggerContext logs) {
    setContext(logs);
    logs.getTurboFilterList().addFirst(this);
    logs.addListener(this);
  }

  void takeFrom(LoggerContext logs) {
    logs.removeListener(this);
    logs.getTurboFilterList().remove(this);
  }

  /** The logging configuration was reloaded. */
  @Override
  public void onReset(LoggerContext logs) {
    logs.getTurboFilterList().addFirst(this);
  }

  @Override
  public boolean isResetResistant() {
    return true;
  }

  @Override
  public void onStart(LoggerContext logs) {}

  @Override
  public void onStop(LoggerContext logs) {}

  @Override
  public void onLevelChange(Logger logger, Level level) {}
}
