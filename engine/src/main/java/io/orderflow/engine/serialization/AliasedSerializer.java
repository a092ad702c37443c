package io.orderflow.engine.serialization;

import java.util.Set;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * JSON under stable names. Types without an alias are neither written nor read: Axon would return
 * an {@link UnknownSerializedType}, which no typed handler takes, and the event would be skipped
 * silently.
 */
public final class AliasedSerializer extends Jackson3Serializer {

  /** Axon's own types, such as its tokens, and what stands in its meta data. */
  private static final String AXON = "org.axonframework.";

  private static final Set<String> BASICS =
      Set.of(
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Integer",
          "java.lang.Long",
          "java.util.ArrayList");

  /** Axon's replay token contains type names; our own JSON never does. */
  private static final PolymorphicTypeValidator ONLY_AXON =
      BasicPolymorphicTypeValidator.builder()
          .allowIfSubType(AXON)
          .allowIfSubType(String.class)
          .build();

  private final AliasRegistry aliasRegistry;

  AliasedSerializer(AliasRegistry aliasRegistry) {
    super(
        builder()
            .classLoader(AliasedSerializer.class.getClassLoader())
            .jsonMapperBuilderCustomizer(
                json -> JsonMapping.applyTo(json).polymorphicTypeValidator(ONLY_AXON)));
    this.aliasRegistry = aliasRegistry;
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    if (SerializedType.emptyType().equals(type)) {
      return super.classForType(type);
    }
    Class<?> known = aliasRegistry.typeOf(type.getName());
    if (known != null) {
      requireRevision(aliasRegistry.revisionOf(known), type);
      return known;
    }
    if (!passesByClassName(type.getName())) {
      throw new SerializationException(
          "No type is known under the alias "
              + type.getName()
              + "; was it renamed, or is this an"
              + " older version of the software than the one that wrote it?");
    }
    Class<?> found = super.classForType(type);
    if (UnknownSerializedType.class.isAssignableFrom(found)) {
      throw new SerializationException("There is no class " + type.getName());
    }
    return found;
  }

  private static void requireRevision(String revision, SerializedType type) {
    if (!revision.equals(type.getRevision())) {
      throw new SerializationException(
          "%s is known in revision %s, not %s; an upcaster is missing, or this is an older version"
                  .formatted(type.getName(), revision, type.getRevision())
              + " of the software than the one that wrote it");
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // the framework's signature
  public SerializedType typeForClass(@Nullable Class type) {
    if (type == null || type == Void.class || type == Void.TYPE) {
      return SerializedType.emptyType();
    }
    String alias = aliasRegistry.of(type);
    if (alias != null) {
      return new SimpleSerializedType(alias, aliasRegistry.revisionOf(type));
    }
    if (!passesByClassName(type.getName())) {
      throw new SerializationException(
          type.getName() + " has no alias; contribute one in a MessageAliases bean");
    }
    return new SimpleSerializedType(type.getName(), null);
  }

  private static boolean passesByClassName(String name) {
    return name.startsWith(AXON) || BASICS.contains(name);
  }
}
