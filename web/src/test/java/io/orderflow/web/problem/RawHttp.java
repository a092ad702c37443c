package io.orderflow.web.problem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** HTTP as no well-behaved client would send it. Lines end as in {@code "GET / HTTP/1.1\r\n"}. */
public final class RawHttp implements AutoCloseable {

  /** How long it waits for a further byte. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Socket socket;

  public RawHttp(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout((int) PATIENCE.toMillis());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Everything the server says to this until it ends the connection. */
  public static String exchange(int port, String request) {
    try (var http = new RawHttp(port)) {
      return http.send(request).answer();
    }
  }

  public RawHttp send(String part) {
    try {
      socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether the server has said something by now. */
  public boolean hasAnswer() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Everything the server says until it ends the connection. */
  public String answer() {
    var answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException reset) {
      // A server that has answered before it has read everything resets the connection.
      if (answer.size() == 0) {
        throw new UncheckedIOException(reset);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
