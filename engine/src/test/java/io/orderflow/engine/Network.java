package io.orderflow.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes everything on between nodes and their PostgreSQL, as long as it is well. */
public final class Network implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final String url;
  private final int server;
  private volatile boolean silent;

  /**
   * @param url of the database behind it
   */
  public Network(String url) throws IOException {
    this.url = url;
    this.server = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    Thread.startVirtualThread(
        () -> {
          while (!door.isClosed()) {
            connect();
          }
        });
  }

  /** Of the database, by this way. */
  public String url() {
    return url.replace(":" + server + "/", ":" + door.getLocalPort() + "/");
  }

  /** From now on all data is lost silently; connections stay open. */
  public void fallSilent() {
    silent = true;
  }

  /** Closes all connections, so that no reader waits any longer. */
  public void goAway() throws IOException {
    for (Socket each = open.poll(); each != null; each = open.poll()) {
      each.close();
    }
  }

  private void connect() {
    try {
      var client = door.accept();
      var database = new Socket(InetAddress.getLoopbackAddress(), server);
      open.add(client);
      open.add(database);
      Thread.startVirtualThread(() -> pass(client, database));
      Thread.startVirtualThread(() -> pass(database, client));
    } catch (SocketException closed) {
      // the test is over
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      byte[] some = new byte[8192];
      for (int read = 0; read >= 0; read = from.getInputStream().read(some)) {
        if (!silent) {
          to.getOutputStream().write(some, 0, read);
        }
      }
    } catch (IOException closed) {
      // one of them has gone
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
