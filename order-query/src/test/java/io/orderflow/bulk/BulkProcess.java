package io.orderflow.bulk;

import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** A node in a process of its own, to be killed. */
record BulkProcess(Process process, BulkClient client) implements AutoCloseable {

  public static void main(String[] arguments) {
    SpringApplication.run(BulkNode.BulkApplication.class, arguments);
  }

  /**
   * Once it can be asked.
   *
   * @param permits how many commands it carries out; the next one waits until the process is killed
   */
  static BulkProcess start(String url, int permits) {
    try {
      int port = FreePort.find();
      var process =
          new ProcessBuilder(
                  List.of(
                      ProcessHandle.current().info().command().orElseThrow(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      BulkProcess.class.getName(),
                      "--server.port=" + port,
                      "--spring.datasource.url=" + url,
                      "--" + WriteSide.PERMITS + "=" + permits))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      await().atMost(BulkClient.PATIENCE).until(() -> isListening(port));
      return new BulkProcess(process, new BulkClient(port));
    } catch (IOException failed) {
      throw new AssertionError(failed);
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
