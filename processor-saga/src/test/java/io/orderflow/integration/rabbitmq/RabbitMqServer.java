package io.orderflow.integration.rabbitmq;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ of Debian's package, apart from one that may run on this machine: its node, ports and
 * folders are its own, all on loopback.
 */
public final class RabbitMqServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

  private final Path folder;
  private final int port = FreePort.find();
  private final int distribution = FreePort.find();
  private final int mapper = FreePort.find();
  private final Process epmd;
  private @Nullable Process running;

  public RabbitMqServer() {
    try {
      folder = Files.createTempDirectory("rabbitmq");
      epmd = start(List.of("epmd", "-port", String.valueOf(mapper), "-address", "127.0.0.1"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    startAgain();
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Its durable queues and persistent messages are those it had. */
  public void startAgain() {
    try {
      running = start(List.of(PROGRAM.toString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public boolean isUp() {
    if (running == null || !running.isAlive()) {
      throw new IllegalStateException("RabbitMQ has ended; its last words are in " + log());
    }
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** As by a power cut. */
  public void kill() {
    if (running != null) {
      end(running);
      running = null;
    }
  }

  private Path log() {
    return folder.resolve("out.log");
  }

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Map<String, String> environment() {
    var none = folder.resolve("none").toString();
    return Map.ofEntries(
        Map.entry("HOME", folder.toString()),
        Map.entry("ERL_EPMD_PORT", String.valueOf(mapper)),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
        Map.entry("RABBITMQ_NODENAME", "orderflow" + port + "@localhost"),
        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
        Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distribution)),
        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
        Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
        Map.entry("RABBITMQ_LOGS", "-"),
        Map.entry("RABBITMQ_CONF_ENV_FILE", none),
        Map.entry("RABBITMQ_CONFIG_FILE", none),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", none),
        Map.entry(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            "+S 1:1 -kernel inet_dist_use_interface {127,0,0,1}"));
  }

  private static void end(Process process) {
    var all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    all.forEach(each -> each.onExit().join());
  }

  @Override
  public void close() {
    kill();
    end(epmd);
  }
}
