package io.orderflow.standalone.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Sends abusive requests from several connections, and gathers what is wrong with the answers. */
final class Abuser {

  /** Each kind of failure is told once; after so many there is enough to do. */
  private static final int ENOUGH = 40;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final int port;
  private final long seed;
  private final Examples examples;
  private final Verdict verdict = new Verdict(StandaloneTest.CONTRACT);
  private final List<Operation> operations = new ArrayList<>();

  Abuser(int port, long seed, Examples examples) {
    this.port = port;
    this.seed = seed;
    this.examples = examples;
    for (var operation : StandaloneTest.CONTRACT.operations()) {
      // What takes a body can be wrong in more ways.
      int weight = operation.body().isMissingNode() ? 1 : 3;
      for (int times = 0; times < weight; times++) {
        operations.add(operation);
      }
    }
  }

  Map<String, String> sendAll(long requests, int clients, Books books) throws Exception {
    var next = new AtomicLong();
    var failures = new ConcurrentHashMap<String, String>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var running = new ArrayList<Future<?>>();
      for (int client = 0; client < clients; client++) {
        running.add(
            threads.submit(
                () -> {
                  try (var wire = new Wire(port)) {
                    for (long number = next.getAndIncrement();
                        number < requests && failures.size() < ENOUGH;
                        number = next.getAndIncrement()) {
                      failures.putAll(send(wire, number, books));
                    }
                  }
                  return null;
                }));
      }
      for (var each : running) {
        each.get();
      }
    }
    return Map.copyOf(failures);
  }

  Map<String, String> send(long number, Books books) throws IOException {
    try (var wire = new Wire(port)) {
      return send(wire, number, books);
    }
  }

  private Map<String, String> send(Wire wire, long number, Books books) throws IOException {
    var abuse = Abuse.make(operations, examples, new Chance(seed + number * GOLDEN));
    var wrong = new ArrayList<String>();
    List<Answer> answers = List.of();
    try {
      answers =
          abuse.isFramed()
              ? Wire.lastWords(port, abuse.bytes)
              : List.of(wire.exchange(abuse.bytes, abuse.call.isHead()));
    } catch (IOException unanswered) {
      wire.close();
      wrong.add("it was not answered: " + unanswered.getMessage());
    }
    for (var answer : answers) {
      books.note(answer);
      wrong.addAll(verdict.on(abuse, answer));
    }
    if (wrong.isEmpty()) {
      return Map.of();
    }
    String kind = abuse.kind + " " + abuse.operation.name() + " " + wrong;
    return Map.of(kind, "\n-Dabuse.only=%d\n%s\n\n%s\n".formatted(number, abuse, answers));
  }
}
