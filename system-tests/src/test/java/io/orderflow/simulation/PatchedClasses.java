package io.orderflow.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All of orderflow and of Axon once more, with some of its classes replaced: those of a folder
 * first, the others from where they came from, and all other libraries from the parent.
 */
final class PatchedClasses extends URLClassLoader {

  private static final String OURS = "io.orderflow.";

  /**
   * Remembers in statics how classes of a certain name are read: it must not meet two of one name.
   */
  private static final String AXON = "org.axonframework.";

  private final Path replaced;

  PatchedClasses(Path replaced) {
    super(new URL[0], PatchedClasses.class.getClassLoader());
    this.replaced = replaced;
  }

  /** The simulation, built from these classes. */
  LongFunction<@Nullable String> lives() throws ReflectiveOperationException {
    var lives =
        asOurs(
            () -> loadClass(SimulationRuns.class.getName()).getDeclaredConstructor().newInstance());
    @SuppressWarnings("unchecked")
    var function = (LongFunction<@Nullable String>) lives;
    return seed -> asOurs(() -> function.apply(seed));
  }

  /** Axon looks for its own extensions where the thread says. */
  private <T extends @Nullable Object, X extends Exception> T asOurs(Work<T, X> work) throws X {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      return work.done();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private interface Work<T extends @Nullable Object, X extends Exception> {
    T done() throws X;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) && !name.startsWith(AXON)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try {
      byte[] code = code(name.replace('.', '/') + ".class");
      return defineClass(name, code, 0, code.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  private byte[] code(String file) throws IOException, ClassNotFoundException {
    var patched = replaced.resolve(file);
    if (Files.exists(patched)) {
      return Files.readAllBytes(patched);
    }
    try (InputStream original = getParent().getResourceAsStream(file)) {
      if (original == null) {
        throw new ClassNotFoundException(file);
      }
      return original.readAllBytes();
    }
  }
}
