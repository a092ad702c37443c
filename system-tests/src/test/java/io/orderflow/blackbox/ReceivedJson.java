package io.orderflow.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.jackson.JsonFormat;
import java.util.Objects;

/** Reads a public event as its consumers would: by the CloudEvents SDK. */
final class ReceivedJson {

  private ReceivedJson() {}

  static PublishedEvent event(byte[] body) {
    var event = new JsonFormat().deserialize(body);
    return new PublishedEvent(
        Objects.requireNonNull(event.getSubject()), event.getId(), new String(body, UTF_8));
  }
}
