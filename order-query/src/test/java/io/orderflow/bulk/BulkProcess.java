package io.orderflow.bulk;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.SpringApplication;

/** A node in a process of its own, to be killed. */
record BulkProcess(Process process, BulkClient client) implements AutoCloseable {

  public static void main(String[] arguments) {
    SpringApplication.run(BulkNode.BulkApplication.class, arguments);
  }

  /** Once it can be asked. */
  static BulkProcess start(String url) {
    try {
      int port = freePort();
      var process =
          new ProcessBuilder(
                  List.of(
                      ProcessHandle.current().info().command().orElseThrow(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      BulkProcess.class.getName(),
                      "--server.port=" + port,
                      "--spring.datasource.url=" + url))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      await().atMost(BulkClient.PATIENCE).until(() -> isListening(port));
      return new BulkProcess(process, new BulkClient(port));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Below the ephemeral ports (from 32768), so that no connection takes it. */
  private static int freePort() throws IOException {
    while (true) {
      try (var free = new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 32_768))) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // another one, then
      }
    }
  }

  private static boolean isListening(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** At once: nothing is released or finished. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
