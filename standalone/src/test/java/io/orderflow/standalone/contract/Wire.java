package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.standalone.contract.Answer.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection, kept alive, over which any bytes can be sent: well-behaved clients refuse to send
 * most of what has to be tried.
 */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int MOST_TRIES = 3;

  private final int port;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  Wire(int port) {
    this.port = port;
  }

  /**
   * The answer to one request. A connection that is closed in its place may have been closed
   * because of what came before, so the request is sent again; one that is closed out every time
   * has none.
   *
   * @param head whether the request was a {@code HEAD}, whose answer has no body
   */
  Answer exchange(byte[] request, boolean head) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return send(request, head);
      } catch (EOFException closed) {
        close();
        if (tries == MOST_TRIES) {
          throw closed;
        }
      }
    }
  }

  private Answer send(byte[] request, boolean head) throws IOException {
    var open = connected();
    try {
      open.getOutputStream().write(request);
      open.getOutputStream().flush();
    } catch (IOException refusedMeanwhile) {
      // What was said about it can still be read.
    }
    return read(head);
  }

  /**
   * Everything that is answered to what is sent over a connection of its own, of which our half is
   * closed then, since no more can come.
   */
  static List<Answer> lastWords(int port, byte[] bytes) throws IOException {
    try (var wire = new Wire(port)) {
      var answers = new ArrayList<Answer>();
      var open = wire.connected();
      try {
        open.getOutputStream().write(bytes);
        open.shutdownOutput();
      } catch (IOException refusedMeanwhile) {
        // What was said about it can still be read.
      }
      try {
        while (wire.socket != null && !wire.isAtEnd()) {
          answers.add(wire.read(false));
        }
      } catch (IOException end) {
        // What is refused in its middle may be cut off.
      }
      return answers;
    }
  }

  private boolean isAtEnd() {
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private Socket connected() throws IOException {
    var open = socket;
    if (open == null) {
      open = new Socket(InetAddress.getLoopbackAddress(), port);
      open.setTcpNoDelay(true);
      open.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(open.getInputStream());
      socket = open;
    }
    return open;
  }

  private Answer read(boolean head) throws IOException {
    String first = line();
    if (!first.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new IOException("no answer of HTTP: " + first);
    }
    int status = Integer.parseInt(first, 9, 12, 10);
    var headers = new ArrayList<Header>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    var answer = new Answer(status, headers, "");
    var complete = new Answer(status, headers, new String(body(answer, head), UTF_8));
    if (answer.header("Connection").orElse("").equalsIgnoreCase("close")) {
      close();
    }
    return complete;
  }

  private byte[] body(Answer answer, boolean head) throws IOException {
    if (head || answer.status() == 204 || answer.status() == 304 || answer.status() < 200) {
      return new byte[0];
    }
    String coding = answer.header("Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (coding.equals("chunked")) {
      return chunks();
    }
    var length = answer.header("Content-Length");
    if (length.isPresent()) {
      return exactly(Integer.parseInt(length.get()));
    }
    byte[] rest = in.readAllBytes();
    close();
    return rest;
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.write(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends in the middle");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("no answer: the connection was closed");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    var open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
