package io.orderflow.standalone.contract;

import io.orderflow.web.problem.ProblemCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** The problem codes of all modules, found on the class path. */
final class ProblemCodes {

  private ProblemCodes() {}

  /** By name; modules may share a code, and then agree on its status and title. */
  static Map<String, ProblemCode> all() {
    return Once.FOUND;
  }

  /** The class path is scanned once: that takes a quarter of a second. */
  private static final class Once {
    static final Map<String, ProblemCode> FOUND = Collections.unmodifiableMap(agreed());
  }

  private static Map<String, ProblemCode> agreed() {
    var codes = new TreeMap<String, ProblemCode>();
    for (ProblemCode code : declared()) {
      ProblemCode other = codes.putIfAbsent(code.name(), code);
      if (other != null
          && (other.status() != code.status() || !other.title().equals(code.title()))) {
        throw new AssertionError(
            "%s means two things in %s and %s"
                .formatted(code.name(), other.getClass(), code.getClass()));
      }
    }
    return codes;
  }

  private static Collection<ProblemCode> declared() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(ProblemCode.class));
    Set<ProblemCode> codes = new LinkedHashSet<>();
    scanner.findCandidateComponents("io.orderflow").stream()
        .map(
            bean ->
                ClassUtils.resolveClassName(Objects.requireNonNull(bean.getBeanClassName()), null))
        .forEach(
            type ->
                Arrays.stream(type.getEnumConstants())
                    .forEach(code -> codes.add((ProblemCode) code)));
    return codes;
  }
}
