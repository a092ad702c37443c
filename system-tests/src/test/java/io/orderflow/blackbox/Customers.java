package io.orderflow.blackbox;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As many customers as there are callers, over plain sockets that are kept and used again: who
 * offers the load must cost less than who bears it.
 */
final class Customers implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  /** Well below the time after which the server ends an idle connection. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int port;
  private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();

  Customers(int port) {
    this.port = port;
  }

  /** What came back: a header's name is in lower case. */
  record Answer(int status, List<String> headers, String body) {

    boolean has(String header) {
      return headers.stream().anyMatch(line -> line.startsWith(header + ":"));
    }
  }

  Answer post(String path, String key, String body) throws IOException {
    var line = line();
    try {
      line.write(
          """
          POST %s HTTP/1.1\r
          Host: 127.0.0.1\r
          Content-Type: application/json\r
          Idempotency-Key: %s\r
          Content-Length: %d\r
          \r
          %s"""
              .formatted(path, key, body.length(), body));
      var answer = line.read();
      if (answer.headers().contains("connection: close")) {
        line.close();
      } else {
        line.usedAt = System.nanoTime();
        idle.push(line);
      }
      return answer;
    } catch (IOException | RuntimeException failed) {
      line.close();
      throw failed;
    }
  }

  private Line line() throws IOException {
    for (@Nullable Line kept = idle.poll(); kept != null; kept = idle.poll()) {
      if (System.nanoTime() - kept.usedAt < IDLE_NANOS) {
        return kept;
      }
      kept.close();
    }
    return new Line(port);
  }

  @Override
  public void close() throws IOException {
    for (var line : idle) {
      line.close();
    }
  }

  /** One connection. */
  private static final class Line {

    private final Socket socket = new Socket();
    private final InputStream in;
    private volatile long usedAt;

    Line(int port) throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 4_096);
    }

    void write(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    Answer read() throws IOException {
      int status = Integer.parseInt(text().substring(9, 12));
      var headers = new ArrayList<String>();
      for (String header = text(); !header.isEmpty(); header = text()) {
        headers.add(header.toLowerCase(Locale.ROOT));
      }
      return new Answer(status, headers, body(headers));
    }

    private String body(List<String> headers) throws IOException {
      if (headers.contains("transfer-encoding: chunked")) {
        var body = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
          body.append(bytes(size));
          text();
        }
        text();
        return body.toString();
      }
      int length =
          headers.stream()
              .filter(header -> header.startsWith("content-length:"))
              .mapToInt(header -> Integer.parseInt(header.substring(15).strip()))
              .findFirst()
              .orElse(0);
      return bytes(length);
    }

    private int chunkSize() throws IOException {
      return Integer.parseInt(text(), 16);
    }

    private String bytes(int count) throws IOException {
      return new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
      var text = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the connection ended before the answer did");
        }
        if (next != '\r') {
          text.append((char) next);
        }
      }
      return text.toString();
    }

    void close() throws IOException {
      socket.close();
    }
  }
}
