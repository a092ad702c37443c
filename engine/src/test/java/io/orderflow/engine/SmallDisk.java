package io.orderflow.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of a few megabytes, which takes the right to mount it. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  public static SmallDisk mounted(int megabytes) {
    try {
      Path folder = Files.createTempDirectory("small-disk");
      if (!run(
          "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())) {
        throw new IOException("no tmpfs can be mounted at " + folder);
      }
      return new SmallDisk(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Root can, where nothing forbids it; named by tests as their condition. */
  public static boolean canBeMade() {
    try (var disk = mounted(1)) {
      return Files.isDirectory(disk.folder());
    } catch (UncheckedIOException refused) {
      return false;
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException notHere) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public Path folder() {
    return folder;
  }

  public void fill() throws IOException {
    try (var ballast = Files.newOutputStream(ballast())) {
      byte[] page = new byte[4096];
      while (true) {
        ballast.write(page);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  public void makeRoom() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  /** Also while its files are open: it is out of sight, and gone with the last of them. */
  @Override
  public void close() {
    run("umount", "--lazy", folder.toString());
  }
}
