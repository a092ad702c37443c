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
 * Suppresses warnings and errors that are a consequence of an outage, from any logger. It is asked
 * about every call to every logger, and first looks at what costs nothing.
 */
final class OutageLogFilter extends TurboFilter implements LoggerContextListener {

  private final List<Outage> outages = new CopyOnWriteArrayList<>();

  void watchFor(Outage outage) {
    outages.add(outage);
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
        || message == null // it is only asked for the level
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
    for (var outage : outages) {
      if (isOf(outage, logger.getName(), message, failure, arguments) && outage.takes(later)) {
        return FilterReply.DENY;
      }
    }
    return FilterReply.NEUTRAL;
  }

  /** An argument may be a failure whose stack trace nobody wants. */
  private static boolean isOf(
      Outage outage,
      String logger,
      String message,
      @Nullable Throwable failure,
      Object @Nullable [] arguments) {
    if (outage.explains(logger, message, failure)) {
      return true;
    }
    if (arguments != null) {
      for (Object argument : arguments) {
        if (argument instanceof Throwable known && outage.explains(logger, message, known)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Before those of older applications in the same process, which have databases of their own. */
  void putInto(LoggerContext logs) {
    setContext(logs);
    logs.getTurboFilterList().addFirst(this);
    logs.addListener(this);
  }

  void takeFrom(LoggerContext logs) {
    logs.removeListener(this);
    logs.getTurboFilterList().remove(this);
  }

  /** Somebody's configuration of the log was read anew. */
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
