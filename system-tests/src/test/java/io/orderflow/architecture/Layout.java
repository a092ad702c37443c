package io.orderflow.architecture;

import java.util.Arrays;
import java.util.stream.Stream;

/** Which packages belong to which module, under one root. */
record Layout(String root) {

  enum Module {
    SHARED_API,
    ENGINE,
    WEB,
    COMMAND,
    PROCESS,
    QUERY,
    SIMULATOR,
    STANDALONE;

    private Stream<String> packages() {
      return switch (this) {
        case SHARED_API -> Stream.of("api");
        case ENGINE -> Stream.of("engine");
        case WEB -> Stream.of("web");
        case COMMAND -> Stream.of("ordering", "catalog", "command");
        case PROCESS ->
            Stream.of(
                "fulfillment",
                "unexpectedpayment",
                "sagastore",
                "partner",
                "inbox",
                "callback",
                "attention",
                "integration",
                "process");
        case QUERY -> Stream.of("views", "bulk", "query", "console");
        case SIMULATOR -> Stream.of("simulator");
        case STANDALONE -> Stream.of("standalone");
      };
    }
  }

  /** The packages of these modules, with what lies below them. */
  String[] packagesOf(Module... modules) {
    return Arrays.stream(modules).flatMap(Module::packages).map(this::below).toArray(String[]::new);
  }

  String[] everything() {
    return new String[] {root + ".."};
  }

  /** The packages that decide or fold; time and ids come in to them. */
  String[] domain() {
    return Stream.of("ordering", "fulfillment", "unexpectedpayment", "views")
        .map(this::below)
        .toArray(String[]::new);
  }

  /** The packages of shared-api that hold the messages of one module each. */
  String[] messages() {
    return Stream.of("api.order", "api.catalog", "api.process", "api.webhook")
        .map(this::below)
        .toArray(String[]::new);
  }

  private String below(String name) {
    return root + "." + name + "..";
  }
}
