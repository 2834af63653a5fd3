// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A back end that calls the API with a secret. The admin client belongs to no enterprise. The secret is random and long, so that only
 * its HMAC is kept.
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

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

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
        this.createdAt = now;
    }

    /** The administrator's client. */
    public static ApiClient admin(ApiClientId id, byte[] secretMac, Instant now) {
        return new ApiClient(id, null, "administrator", ApiClientRole.ADMIN, Set.of(), secretMac, now);
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

    /** Compares in constant time. */
    public boolean hasSecret(byte[] mac) {
        return java.security.MessageDigest.isEqual(secretMac, mac);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
