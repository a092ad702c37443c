package io.orderflow.engine;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the token stores, each on the {@code token_entry} of its module's schema. */
final class TokenTable {

  /**
   * Who holds a claim. Never the same twice: two nodes of one name, as two containers with process
   * number 1 on hosts of one name would be, would each take the other's claims for its own.
   */
  private static final String PROCESS = ManagementFactory.getRuntimeMXBean().getName();

  private final String node = PROCESS + "/" + UUID.randomUUID();
  private final ConnectionProvider connections;
  private final Serializer serializer;
  private final OrderflowProperties.Processors properties;
  private final TransactionTemplate aside;

  TokenTable(
      ConnectionProvider connections,
      Serializer serializer,
      OrderflowProperties.Processors properties,
      PlatformTransactionManager transactions) {
    this.connections = connections;
    this.serializer = serializer;
    this.properties = properties;
    this.aside = new TransactionTemplate(transactions);
    aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** How this node names itself in its claims. */
  String node() {
    return node;
  }

  TokenStore in(String schema) {
    return new Tokens(
        JdbcTokenStore.builder()
            .connectionProvider(connections)
            .serializer(serializer)
            .schema(schemaOf(schema))
            .claimTimeout(properties.claimTimeout())
            .nodeId(node),
        aside);
  }

  /**
   * Where several nodes begin at the same moment, all but one find the first tokens there already.
   * In a transaction of its own that breaks nothing: Axon looks again, and goes on with them.
   */
  private static final class Tokens extends JdbcTokenStore {

    private final TransactionTemplate aside;

    Tokens(Builder builder, TransactionTemplate aside) {
      super(builder);
      this.aside = aside;
    }

    @Override
    public void initializeTokenSegments(
        String processor, int segments, @Nullable TrackingToken initial) {
      aside.executeWithoutResult(_ -> super.initializeTokenSegments(processor, segments, initial));
    }

    /**
     * Comes where the claim is this node's no more, also if it is nobody's just now: somebody else
     * may have gone on from there, or sent the segment back. Axon would take it again, and store
     * over that.
     */
    @Override
    protected void updateToken(
        Connection connection,
        ResultSet stored,
        @Nullable TrackingToken token,
        String processor,
        int segment) {
      throw new UnableToClaimTokenException(
          "Segment %d of %s is not this node's any more".formatted(segment, processor));
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
