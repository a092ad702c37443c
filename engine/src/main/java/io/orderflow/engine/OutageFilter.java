package io.orderflow.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Stops warnings and errors that come of a lost connection, whoever writes them, if there is an
 * outage. It is asked about every call to every logger, and first looks at what costs nothing.
 */
final class OutageFilter extends TurboFilter implements LoggerContextListener {

  /** Of the pool, without the failure it is about. */
  private static final String NOT_VALID = "{} - Failed to validate connection ";

  private final Outage outage;

  OutageFilter(Outage outage) {
    this.outage = outage;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    return level.toInt() >= Level.WARN_INT
            && message != null // it is only asked for the level
            && isOfLostConnection(message, arguments, failure)
            && level.isGreaterOrEqual(logger.getEffectiveLevel())
            && outage.takes(
                () ->
                    logger.log(
                        marker,
                        Logger.FQCN,
                        Level.toLocationAwareLoggerInteger(level),
                        message,
                        arguments,
                        failure))
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /** An argument may be a failure whose stack trace nobody wants. */
  private static boolean isOfLostConnection(
      String message, Object @Nullable [] arguments, @Nullable Throwable failure) {
    if (isOfOutage(failure) || message.startsWith(NOT_VALID)) {
      return true;
    }
    if (arguments != null) {
      for (Object argument : arguments) {
        if (argument instanceof Throwable known && isOfOutage(known)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfOutage(@Nullable Throwable failure) {
    return LostConnection.explains(failure) || FullDisk.explains(failure);
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
