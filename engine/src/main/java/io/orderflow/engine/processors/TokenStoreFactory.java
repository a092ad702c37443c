package io.orderflow.engine.processors;

import io.orderflow.engine.settings.EngineProperties;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the token stores, each on the {@code token_entry} of its module's schema. */
public final class TokenStoreFactory {

  /**
   * The owner of claims, always unique: of two nodes with one name, such as containers with process
   * id 1 on hosts of one name, each would take the other's claims for its own.
   */
  private static final String PROCESS = ManagementFactory.getRuntimeMXBean().getName();

  private final String node = PROCESS + "/" + UUID.randomUUID();
  private final ClaimScopedCaches claims = new ClaimScopedCaches();
  private final ConnectionProvider connections;
  private final Serializer serializer;
  private final EngineProperties.Processors properties;
  private final TransactionTemplate aside;

  public TokenStoreFactory(
      ConnectionProvider connections,
      Serializer serializer,
      EngineProperties.Processors properties,
      PlatformTransactionManager transactions) {
    this.connections = connections;
    this.serializer = serializer;
    this.properties = properties;
    this.aside = new TransactionTemplate(transactions);
    aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** The name of this node in its claims. */
  public String node() {
    return node;
  }

  /** The claims of this node, on the segments of all its processors. */
  public ClaimScopedCaches claims() {
    return claims;
  }

  public TokenStore in(String schema) {
    return new Tokens(schema);
  }

  /**
   * Never takes back a claim that this node has lost while a batch runs: another node may have gone
   * on, or reset the segment, and the position in memory is stale. Axon would claim a free segment
   * again and go on from the stale position.
   */
  private final class Tokens extends JdbcTokenStore {

    private final String extension;

    Tokens(String schema) {
      super(
          JdbcTokenStore.builder()
              .connectionProvider(connections)
              .serializer(serializer)
              .schema(schemaOf(schema))
              .claimTimeout(properties.claimTimeout())
              .nodeId(node));
      this.extension =
          "update %s.token_entry set time_stamp = ? where processor_name = ? and segment = ? and owner = ?"
              .formatted(schema);
    }

    /**
     * In a transaction of its own: if several nodes start at once, all but one fail here, and Axon
     * then reads the tokens of the first.
     */
    @Override
    public void initializeTokenSegments(
        String processor, int segments, @Nullable TrackingToken initial) {
      aside.executeWithoutResult(_ -> super.initializeTokenSegments(processor, segments, initial));
    }

    @Override
    protected TrackingToken claimToken(Connection connection, AbstractTokenEntry<?> stored)
        throws SQLException {
      claims.begin(stored.getProcessorName(), stored.getSegment());
      return super.claimToken(connection, stored);
    }

    /** Called if this node does not hold the claim. */
    @Override
    protected void updateToken(
        Connection connection,
        ResultSet stored,
        @Nullable TrackingToken token,
        String processor,
        int segment) {
      throw lost(processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
      var connection = getConnection();
      try {
        int extended =
            JdbcUtils.executeUpdate(
                connection,
                open -> {
                  var update = open.prepareStatement(extension);
                  update.setString(
                      1, DateTimeUtils.formatInstant(AbstractTokenEntry.clock.instant()));
                  update.setString(2, processor);
                  update.setInt(3, segment);
                  update.setString(4, node);
                  return update;
                },
                failed ->
                    new JdbcException("The claim of a segment could not be extended", failed));
        if (extended == 0) {
          throw lost(processor, segment);
        }
      } finally {
        JdbcUtils.closeQuietly(connection);
      }
    }

    private static UnableToClaimTokenException lost(String processor, int segment) {
      return new UnableToClaimTokenException(
          "This node no longer holds segment %d of %s".formatted(segment, processor));
    }
  }

  private static TokenSchema schemaOf(String schema) {
    return TokenSchema.builder()
        .setTokenTable(schema + ".token_entry")
        .setProcessorNameColumn("processor_name")
        .setSegmentColumn("segment")
        .setTokenColumn("token")
        .setTokenTypeColumn("token_type")
        .setTimestampColumn("time_stamp")
        .setOwnerColumn("owner")
        .build();
  }
}
