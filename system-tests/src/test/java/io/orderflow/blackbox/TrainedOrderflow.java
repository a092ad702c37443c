package io.orderflow.blackbox;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * orderflow as its image has it: unpacked, and with a cache of what its classes come to. The first
 * test that needs one makes it for all tests of this jar, which costs as much as two other starts;
 * each later one costs half.
 */
final class TrainedOrderflow {

  private static final Path ALL = Path.of("target", "trained").toAbsolutePath();

  /** So many orders of each kind does it see while it is trained. */
  private static final int LESSONS = 3;

  private static @Nullable Program ready;

  private TrainedOrderflow() {}

  static synchronized Program program() {
    if (ready == null) {
      ready = made();
    }
    return ready;
  }

  private static Program made() {
    try {
      Files.createDirectories(ALL);
      try (var file = FileChannel.open(ALL.resolve("lock"), CREATE, WRITE);
          var _ = file.lock()) { // other tests run in processes of their own
        return program(Program.packaged("orderflow.jar"));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot train orderflow", failed);
    }
  }

  private static Program program(Program packaged) throws IOException {
    Path folder = ALL.resolve(digest(packaged.jar()));
    Path done = folder.resolve("done");
    if (!Files.exists(done)) {
      removeOthers();
      var unpacked = packaged.unpackedIn(folder.resolve("program"));
      train(unpacked.with("-XX:AOTCacheOutput=" + cache(folder)), folder.resolve("training"));
      Files.createFile(done);
    }
    return packaged.in(folder.resolve("program")).with("-XX:AOTCache=" + cache(folder));
  }

  private static Path cache(Path folder) {
    return folder.resolve("classes.aot");
  }

  /** Of earlier builds, and what an interrupted training has left. */
  private static void removeOthers() throws IOException {
    try (var folders = Files.newDirectoryStream(ALL, Files::isDirectory)) {
      for (Path folder : folders) {
        FileSystemUtils.deleteRecursively(folder);
      }
    }
  }

  private static void train(Program program, Path folder) throws IOException {
    try (var place = TestFolder.in(folder)) {
      var settings = new HashMap<>(RunningOrderflow.settings(place));
      settings.put("SIMULATOR_PORT", "" + FreePort.find());
      var process = JavaProcess.launch(program, place.folder(), settings);
      process.awaitAnswerAt(place.url() + "/health");
      var orders = new Orders(place.url());
      for (int number = 0; number < OrderScenario.ALL.size() * LESSONS; number++) {
        OrderScenario.of(number).place(orders, number);
      }
      orders.awaitEnd(orders.placed("mouse", "pm_card_ok"));
      process.stop();
    }
  }

  /** Of what is in it: jars of two builds may be of one size and one time. */
  private static String digest(Path jar) throws IOException {
    try (InputStream content = Files.newInputStream(jar)) {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] some = new byte[1 << 16];
      for (int read = content.read(some); read >= 0; read = content.read(some)) {
        digest.update(some, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
