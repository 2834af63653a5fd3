// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.accounts.wire.ApiClientState;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A back end that calls the API with a secret. The admin client belongs to no enterprise. A secret is random and long, so that only its
 * HMAC is kept. After a rotation the secret before the present one still holds for a time; the one before that never does. A one-time
 * secret is good for being replaced, and for nothing else.
 */
@Entity
@Table(name = "api_client")
public class ApiClient {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id")
    private @Nullable UUID enterpriseId;

    @Column(nullable = false, length = 200)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private ApiClientRole role;

    @Column(nullable = false, length = 100)
    private String scopes;

    @Column(name = "secret_mac", nullable = false)
    private byte[] secretMac;

    @Column(name = "secret_created_at", nullable = false)
    private Instant secretCreatedAt;

    @Column(name = "one_time", nullable = false)
    private boolean oneTime;

    @Column(name = "previous_mac")
    private byte @Nullable [] previousMac;

    @Column(name = "previous_until")
    private @Nullable Instant previousUntil;

    @Column(name = "previous_one_time", nullable = false)
    private boolean previousOneTime;

    /** Set by a start anew; tokens say when they were issued in whole seconds. */
    @Column(name = "tokens_from")
    private @Nullable Instant tokensFrom;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected ApiClient() {}

    private ApiClient(
            ApiClientId id,
            @Nullable EnterpriseId enterprise,
            String name,
            ApiClientRole role,
            Set<ApiScope> scopes,
            byte[] secretMac,
            Instant now) {
        this.id = id.value();
        this.enterpriseId = enterprise == null ? null : enterprise.value();
        this.name = name;
        this.role = role;
        this.scopes = scopes.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
        this.secretMac = secretMac.clone();
        this.secretCreatedAt = now;
        this.createdAt = now;
    }

    /** The administrator's client, with a one-time secret. */
    public static ApiClient admin(ApiClientId id, byte[] secretMac, Instant now) {
        ApiClient admin = new ApiClient(id, null, "administrator", ApiClientRole.ADMIN, Set.of(), secretMac, now);
        admin.oneTime = true;
        return admin;
    }

    /** A client of an enterprise. */
    public static ApiClient ofEnterprise(
            ApiClientId id, EnterpriseId enterprise, String name, Set<ApiScope> scopes, byte[] secretMac, Instant now) {
        return new ApiClient(id, enterprise, name, ApiClientRole.ENTERPRISE, scopes, secretMac, now);
    }

    public ApiClientId id() {
        return new ApiClientId(id);
    }

    /** Empty for the admin client. */
    public Optional<EnterpriseId> enterprise() {
        return Optional.ofNullable(enterpriseId).map(EnterpriseId::new);
    }

    public String name() {
        return name;
    }

    public ApiClientRole role() {
        return role;
    }

    /** What it is trusted with. */
    public Set<ApiScope> scopes() {
        return scopes.isEmpty()
                ? EnumSet.noneOf(ApiScope.class)
                : Arrays.stream(scopes.split(","))
                        .map(ApiScope::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ApiScope.class)));
    }

    /** What a secret is good for now; empty when it is none of this client's. Compares with both in constant time. */
    public Optional<SecretUse> use(byte[] mac, Instant now) {
        boolean isPresent = MessageDigest.isEqual(secretMac, mac);
        boolean isPrevious = previousMac != null && MessageDigest.isEqual(previousMac, mac) && previousHolds(now);
        if (revokedAt != null || !(isPresent || isPrevious)) {
            return Optional.empty();
        }
        boolean once = isPresent ? oneTime : previousOneTime;
        return Optional.of(once ? SecretUse.REPLACEMENT : SecretUse.EVERYTHING);
    }

    /** Whether its present secret has to be replaced before it may do anything. */
    public boolean mustReplaceSecret() {
        return oneTime;
    }

    /** Whether a token that was issued then may still hold: one from before its last start anew does not. */
    public boolean honoursTokenOf(Instant issued) {
        return tokensFrom == null || !issued.isBefore(tokensFrom);
    }

    /**
     * Gives it a new secret.
     *
     * @param overlap how long the present one still holds; a one-time secret goes on being good for nothing but the replacement
     * @throws RefusedException {@code illegal-move} when it is revoked
     */
    public void rotate(byte[] newMac, Duration overlap, Instant now) {
        if (state() == ApiClientState.REVOKED) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, state(), state().successors());
        }
        previousMac = secretMac;
        previousUntil = now.plus(overlap);
        previousOneTime = oneTime;
        secretMac = newMac.clone();
        secretCreatedAt = now;
        oneTime = false;
    }

    /** Gives it a new one-time secret; every secret and token that it had ends at once, those of this second included. */
    public void startAnew(byte[] newMac, Instant now) {
        secretMac = newMac.clone();
        secretCreatedAt = now;
        oneTime = true;
        previousMac = null;
        previousUntil = null;
        previousOneTime = false;
        tokensFrom = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /**
     * Ends it for good.
     *
     * @return false when it had ended before
     */
    public boolean revoke(Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now;
        return true;
    }

    public ApiClientState state() {
        return revokedAt == null ? ApiClientState.ACTIVE : ApiClientState.REVOKED;
    }

    /** Since when it has its present secret. */
    public Instant secretCreatedAt() {
        return secretCreatedAt;
    }

    /** Until when the secret before the present one holds; empty when it does not now. */
    public Optional<Instant> previousSecretUntil(Instant now) {
        return Optional.ofNullable(previousUntil).filter(until -> revokedAt == null && previousHolds(now));
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }

    private boolean previousHolds(Instant now) {
        return previousUntil != null && previousUntil.isAfter(now);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
