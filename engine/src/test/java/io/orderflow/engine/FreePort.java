package io.orderflow.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A port of loopback that is free until it is used. It lies below those that systems hand out to
 * connections (from 32768), and each JVM finds ports of a block of its own: two that run tests at
 * the same time never find the same one.
 */
public final class FreePort {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_700;
  private static final int BLOCK = 100;

  /** Its port is the first of the block, which stays taken as long as the JVM lives. */
  private static @Nullable ServerSocket block;

  private static int found;

  private FreePort() {}

  /**
   * Finds each port of the block once before it finds one again.
   *
   * @throws UncheckedIOException if the ports of loopback cannot be tried
   */
  public static synchronized int find() {
    var taken = block == null ? takeBlock() : block;
    block = taken;
    while (true) {
      found = found % (BLOCK - 1) + 1;
      var probe = listening(taken.getLocalPort() + found);
      if (probe.isPresent()) {
        return portOf(probe.get());
      }
    }
  }

  private static ServerSocket takeBlock() {
    while (true) {
      int number = ThreadLocalRandom.current().nextInt((HIGHEST - LOWEST) / BLOCK);
      var first = listening(LOWEST + number * BLOCK);
      if (first.isPresent()) {
        return first.get();
      }
    }
  }

  /** Empty if another one listens there. */
  private static Optional<ServerSocket> listening(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (BindException taken) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException("no port can be tried", failed);
    }
  }

  private static int portOf(ServerSocket probe) {
    try (probe) {
      return probe.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException("the port is not free again", failed);
    }
  }
}
