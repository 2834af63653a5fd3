// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.CountOn;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an enterprise has set for its identifiers; what it has not set is the server's default. */
@Entity
@Table(name = "call_settings")
public class CallSettings {
    @Id
    @Column(name = "enterprise_id")
    private UUID enterpriseId;

    @Version
    private long version;

    @Column(name = "default_validity_seconds")
    private @Nullable Long defaultValiditySeconds;

    @Column(name = "default_max_calls")
    private @Nullable Integer defaultMaxCalls;

    @Enumerated(EnumType.STRING)
    @Column(name = "default_count_on", length = 20)
    private @Nullable CountOn defaultCountOn;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected CallSettings() {}

    /** Nothing set. */
    public CallSettings(EnterpriseId enterprise) {
        this.enterpriseId = enterprise.value();
    }

    /** Replaces all. */
    public void edit(@Nullable Duration validity, @Nullable Integer maxCalls, @Nullable CountOn countOn) {
        defaultValiditySeconds = validity == null ? null : validity.toSeconds();
        defaultMaxCalls = maxCalls;
        defaultCountOn = countOn;
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    /** Rises with every change; the ETag. */
    public long version() {
        return version;
    }

    public Optional<Duration> defaultValidity() {
        return Optional.ofNullable(defaultValiditySeconds).map(Duration::ofSeconds);
    }

    public Optional<Integer> defaultMaxCalls() {
        return Optional.ofNullable(defaultMaxCalls);
    }

    public Optional<CountOn> defaultCountOn() {
        return Optional.ofNullable(defaultCountOn);
    }
}
