package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;

/** This module as another process, which can be killed. */
final class QueryProcess implements AutoCloseable {

  private final Process process;

  private QueryProcess(Process process) {
    this.process = process;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(SlowProjectionApplication.class, arguments);
  }

  /**
   * @param held which its part of a replay cannot get past
   */
  static QueryProcess start(String url, OrderId held) {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                QueryProcess.class.getName()));
    command.addAll(QueryNode.arguments(url));
    command.add("--" + SlowProjectionApplication.HOLD_REPLAY_AT + "=" + held);
    try {
      return new QueryProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  long pid() {
    return process.pid();
  }

  /** At once: nothing is released or finished. */
  void kill() {
    CompletableFuture<Process> ended = process.onExit();
    process.destroyForcibly();
    ended.join();
  }

  @Override
  public void close() {
    kill();
  }
}
