package io.orderflow.standalone.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came back for one request. */
record Answer(int status, List<Header> headers, String body) {

  Answer {
    headers = List.copyOf(headers);
  }

  record Header(String name, String value) {}

  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  List<String> headers(String name) {
    var values = new ArrayList<String>();
    headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .forEach(header -> values.add(header.value()));
    return values;
  }

  /** Without its parameters. */
  Optional<String> mediaType() {
    return header("Content-Type")
        .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return status + " " + headers + "\n" + body;
  }
}
