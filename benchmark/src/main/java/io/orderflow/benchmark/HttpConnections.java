package io.orderflow.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plain sockets to one server, kept and used again, one request at a time on each. The generator
 * shares the processors with what it measures, and this costs a fraction of {@code HttpClient}.
 */
final class HttpConnections implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  /** Well below the time after which a server closes a connection that is not used. */
  private static final long LONGEST_IDLE = TimeUnit.SECONDS.toNanos(5);

  private final int port;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  HttpConnections(int port) {
    this.port = port;
  }

  record Response(int status, String body) {}

  Response get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  }

  /**
   * @param idempotencyKey in ASCII, as the body
   */
  Response send(String method, String path, String idempotencyKey, String body) throws IOException {
    return send(
        """
        %s %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        Idempotency-Key: %s\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(method, path, idempotencyKey, body.length(), body));
  }

  private Response send(String request) throws IOException {
    var connection = connection();
    try {
      connection.write(request);
      var response = connection.read();
      if (connection.mayBeReused) {
        connection.usedAt = System.nanoTime();
        idle.push(connection);
      } else {
        connection.close();
      }
      return response;
    } catch (IOException | RuntimeException failed) {
      connection.close();
      throw failed;
    }
  }

  private Connection connection() throws IOException {
    for (@Nullable Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
      if (System.nanoTime() - kept.usedAt < LONGEST_IDLE) {
        return kept;
      }
      kept.close();
    }
    return new Connection(port);
  }

  @Override
  public void close() {
    for (@Nullable Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
      kept.close();
    }
  }

  private static final class Connection {

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean mayBeReused = true;
    private volatile long usedAt;

    Connection(int port) throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 4_096);
    }

    void write(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    Response read() throws IOException {
      int status = Integer.parseInt(line().substring(9, 12));
      int length = 0;
      boolean chunked = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        chunked |= lower.equals("transfer-encoding: chunked");
        mayBeReused &= !lower.equals("connection: close");
      }
      return new Response(status, chunked ? chunks() : bytes(length));
    }

    private String chunks() throws IOException {
      var body = new StringBuilder();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.append(bytes(size));
        line();
      }
      line();
      return body.toString();
    }

    private int chunkSize() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    private String bytes(int count) throws IOException {
      return new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the server closed the connection");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException closedAnyway) {
        // nothing is lost with it
      }
    }
  }
}
