package io.orderflow.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The same paths again and again, over a few connections that each wait for their answer. */
final class ReadLoad {

  private static final int CONNECTIONS = 8;

  private ReadLoad() {}

  /** How many answers a second came. */
  static double get(List<HttpConnections> servers, List<String> paths, Duration length)
      throws InterruptedException {
    var answers = new AtomicInteger();
    long start = System.nanoTime();
    var readers = new Thread[CONNECTIONS];
    for (int reader = 0; reader < CONNECTIONS; reader++) {
      int first = reader;
      readers[reader] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int turn = first;
                        System.nanoTime() - start < length.toNanos();
                        turn += CONNECTIONS) {
                      read(servers.get(first % servers.size()), paths.get(turn % paths.size()));
                      answers.incrementAndGet();
                    }
                  });
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return answers.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void read(HttpConnections server, String path) {
    try {
      var response = server.get(path);
      if (response.status() != 200) {
        throw new IllegalStateException(response.toString());
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
