package io.orderflow.blackbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several processes of one kind on one PostgreSQL, each of which may be killed at any time. */
final class Replicas implements AutoCloseable {

  private final Program program;
  private final List<TestFolder> places;
  private final Map<String, String> settings;
  private final AtomicReferenceArray<@Nullable JavaProcess> processes;
  private final Set<Integer> ready = ConcurrentHashMap.newKeySet();

  /**
   * @param all what each of them is told by its environment, beside what is its own
   */
  Replicas(Program program, List<TestFolder> places, Map<String, String> all) {
    this.program = program;
    this.places = places;
    this.settings = all;
    this.processes = new AtomicReferenceArray<>(places.size());
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** With as much memory as they need under a test's load: three fit on a small machine. */
  static Program program() {
    return TrainedOrderflow.program().with("-Xmx256m").apart();
  }

  static List<TestFolder> places(TestFolder around, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> TestFolder.in(around.folder().resolve("replica-" + number)))
        .toList();
  }

  int count() {
    return places.size();
  }

  List<Integer> ports() {
    return places.stream().map(TestFolder::api).toList();
  }

  String url(int number) {
    return places.get(number).url();
  }

  /** Those that are not there, all at the same moment; returns when all answer. */
  void up() {
    CompletableFuture.allOf(
            IntStream.range(0, count())
                .mapToObj(
                    number ->
                        CompletableFuture.runAsync(() -> up(number), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  /** Returns when it answers. */
  void up(int number) {
    if (processes.get(number) == null) {
      var place = places.get(number);
      var own = new HashMap<>(settings);
      own.putAll(RunningOrderflow.settings(place));
      var process = JavaProcess.launch(program, place.folder(), own);
      processes.set(number, process);
      process.awaitAnswerAt(place.url() + "/health");
      ready.add(number);
    }
  }

  /** Those that have answered and were not killed since. */
  List<Integer> ready() {
    return ready.stream().sorted().toList();
  }

  /** Its process number; zero if it is not there. */
  long pid(int number) {
    var process = processes.get(number);
    return process == null ? 0 : process.pid();
  }

  /** As Ctrl-C does; returns when it has ended. */
  void stop(int number) {
    ready.remove(number);
    var process = processes.getAndSet(number, null);
    if (process != null) {
      process.stop();
    }
  }

  /** As {@code kill -9} does; says which process it was, or zero if there was none. */
  long kill(int number) {
    ready.remove(number);
    var process = processes.getAndSet(number, null);
    if (process == null) {
      return 0;
    }
    process.kill();
    return process.pid();
  }

  String output() {
    var said = new StringBuilder();
    for (int number = 0; number < count(); number++) {
      var process = processes.get(number);
      said.append(process == null ? "" : process.output());
    }
    return said.toString();
  }

  /** One after the other, as a rolling restart would. */
  void stop() {
    for (int number = 0; number < count(); number++) {
      stop(number);
    }
  }

  @Override
  public void close() {
    IntStream.range(0, count()).forEach(this::kill);
  }
}
