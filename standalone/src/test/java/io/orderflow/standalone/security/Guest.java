package io.orderflow.standalone.security;

import static io.orderflow.standalone.security.SecuredApplication.ISSUER;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Who may knock. All but the first five pretend to be alice. */
enum Guest {
  ANONYMOUS,
  OWNER,
  OTHER_CUSTOMER,
  OPERATOR,
  SHOP,
  WRONG_SCOPE,
  EXPIRED,
  ENDLESS,
  NOT_YET,
  FORGED,
  UNSIGNED,
  SIGNED_BY_WHAT_IS_PUBLIC,
  OTHER_ALGORITHM,
  WRONG_ISSUER,
  WRONG_AUDIENCE,
  NONSENSE;

  private static final String CUSTOMER = "orders:write orders:read";

  /** Whether the token holds, whatever it is good for. */
  boolean isKnown() {
    return EnumSet.range(OWNER, WRONG_SCOPE).contains(this);
  }

  @Nullable String token() {
    return switch (this) {
      case ANONYMOUS -> null;
      case OWNER -> ISSUER.token("alice", CUSTOMER);
      case OTHER_CUSTOMER -> ISSUER.token("bob", CUSTOMER);
      case OPERATOR -> ISSUER.token("olga", "orders:operate");
      case SHOP -> ISSUER.token("shop", "orders:write:any orders:read");
      case WRONG_SCOPE -> ISSUER.token("alice", "openid orders:reading");
      case EXPIRED -> ISSUER.signed(alice().expirationTime(in(-120)).build());
      case ENDLESS -> ISSUER.signed(alice().expirationTime(null).build());
      case NOT_YET -> ISSUER.signed(alice().notBeforeTime(in(120)).build());
      case FORGED -> ISSUER.signedByAnother(alice().build());
      case UNSIGNED -> ISSUER.unsigned(alice().build());
      case SIGNED_BY_WHAT_IS_PUBLIC -> ISSUER.signedByWhatIsPublic(alice().build());
      case OTHER_ALGORITHM -> ISSUER.signedOtherwise(alice().build());
      case WRONG_ISSUER -> ISSUER.signed(alice().issuer("https://elsewhere.example").build());
      case WRONG_AUDIENCE -> ISSUER.signed(alice().audience("another-service").build());
      case NONSENSE -> "not.a.token";
    };
  }

  /** As mighty as can be, so that nothing but its flaw keeps it out. */
  private static JWTClaimsSet.Builder alice() {
    return ISSUER.claims("alice", CUSTOMER + " orders:operate orders:write:any");
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}
