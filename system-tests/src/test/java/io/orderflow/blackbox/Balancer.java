package io.orderflow.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before replicas: each connection goes to the next of them that takes it, and ends
 * when that one does. It repeats nothing.
 */
final class Balancer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final List<Integer> ports;
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger turn = new AtomicInteger();

  private Balancer(ServerSocket door, List<Integer> ports) {
    this.door = door;
    this.ports = ports;
  }

  static Balancer at(int port, List<Integer> ports) {
    try {
      var door = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
      var balancer = new Balancer(door, ports);
      balancer.threads.execute(balancer::receive);
      return balancer;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen at " + port, failed);
    }
  }

  private void receive() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        threads.execute(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        var replica = replica()) {
      var back = threads.submit(() -> pass(replica, client));
      pass(client, replica);
      back.get();
    } catch (Exception ended) {
      Thread.interrupted(); // each client sees the end of its connection, as it should
    }
  }

  /** The next in turn that listens. */
  private Socket replica() throws IOException {
    var refused = new IOException("no replica listens");
    for (int tried = 0; tried < ports.size(); tried++) {
      int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
      var replica = new Socket();
      try {
        replica.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return replica;
      } catch (IOException down) {
        replica.close();
        refused.addSuppressed(down);
      }
    }
    throw refused;
  }

  private static Void pass(Socket from, Socket to) throws IOException {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
      return null;
    } catch (IOException broken) { // then neither side has anybody to talk to any more
      from.close();
      to.close();
      throw broken;
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot close the door", failed);
    } finally {
      threads.shutdownNow();
    }
  }
}
