package io.orderflow.simulator.kafka;

import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps a failed broker from ending this process, and its log quiet. */
final class BrokerExitGuard {

  private static final Logger log = LoggerFactory.getLogger(BrokerExitGuard.class);
  private static final List<String> NOISY =
      List.of("kafka", "org.apache.kafka", "state.change.logger");

  private BrokerExitGuard() {}

  static void install() {
    Exit.setExitProcedure((status, message) -> failed(message));
    Exit.setHaltProcedure((status, message) -> failed(message));
    LoggingSystem logs = LoggingSystem.get(BrokerExitGuard.class.getClassLoader());
    NOISY.forEach(name -> quieten(logs, name));
  }

  private static void failed(String message) {
    log.error("The Kafka broker has failed; fix the cause and restart it: {}", message);
  }

  /** A level that is configured is left alone. */
  private static void quieten(LoggingSystem logs, String name) {
    LoggerConfiguration known = logs.getLoggerConfiguration(name);
    if (known == null || known.getConfiguredLevel() == null) {
      logs.setLogLevel(name, LogLevel.ERROR);
    }
  }
}
