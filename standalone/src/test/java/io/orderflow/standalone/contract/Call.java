package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderflow.standalone.contract.Answer.Header;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request before it is sent, which tests may corrupt. */
final class Call {

  String method;
  String target;
  String version = "HTTP/1.1";
  final List<Header> headers = new ArrayList<>();
  byte @Nullable [] body;

  Call(String method, String target) {
    this.method = method;
    this.target = target;
    header("Host", "localhost");
  }

  Call header(String name, String value) {
    headers.add(new Header(name, value));
    return this;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** As it goes over the wire; a length is only added where nothing is said about the body's. */
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    text(bytes, method + " " + target + " " + version + "\r\n");
    headers.forEach(header -> text(bytes, header.name() + ": " + header.value() + "\r\n"));
    boolean framed =
        headers.stream()
            .map(header -> header.name().toLowerCase(Locale.ROOT))
            .anyMatch(Call::frames);
    byte[] content = body;
    if (content != null && !framed) {
      text(bytes, "Content-Length: " + content.length + "\r\n");
    }
    text(bytes, "\r\n");
    if (content != null) {
      bytes.writeBytes(content);
    }
    return bytes.toByteArray();
  }

  private static boolean frames(String header) {
    return header.equals("content-length") || header.equals("transfer-encoding");
  }

  private static void text(ByteArrayOutputStream bytes, String text) {
    bytes.writeBytes(text.getBytes(ISO_8859_1));
  }

  @Override
  public String toString() {
    return new String(bytes(), ISO_8859_1);
  }
}
