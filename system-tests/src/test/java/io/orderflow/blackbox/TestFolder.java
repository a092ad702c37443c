package io.orderflow.blackbox;

import io.orderflow.engine.FreePort;
import java.nio.file.Path;

/**
 * Where one orderflow runs: what a restart has in common with the start before it.
 *
 * @param folder its working folder, in which its data lies
 */
record TestFolder(Path folder, int api, int management, int postgres) implements AutoCloseable {

  static TestFolder in(Path folder) {
    return new TestFolder(folder, FreePort.find(), FreePort.find(), FreePort.find());
  }

  String url() {
    return "http://127.0.0.1:" + api;
  }

  /** Ends what a kill has left: the processes on which services or replicas stand. */
  @Override
  public void close() {
    LocalServices.closeThoseAt(this);
    RunningReplicas.closeThoseAt(this);
  }
}
