// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.mailbox.wire.WebhookDisabled;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an enterprise is told of its accounts' events. Enabled until the enterprise, or the server after days of failures, disables it;
 * can be enabled again. Where it stands in what it is told is its {@link WebhookQueue}.
 */
@Entity
@Table(name = "webhook")
public class Webhook {
    private static final String BETWEEN = " ";

    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(nullable = false, length = 2000)
    private String url;

    @Column(length = 200)
    private @Nullable String description;

    @Column(nullable = false, length = 6000)
    private String types;

    @Column(nullable = false)
    private boolean enabled;

    @Enumerated(EnumType.STRING)
    @Column(name = "disabled_because", length = 20)
    private @Nullable WebhookDisabled disabledBecause;

    @Column(name = "secret_wrapped", nullable = false)
    private byte[] secretWrapped;

    @Column(name = "former_wrapped")
    private byte @Nullable [] formerWrapped;

    @Column(name = "former_until")
    private @Nullable Instant formerUntil;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Webhook() {}

    /**
     * A new one, enabled.
     *
     * @param secretWrapped what its deliveries are signed with
     */
    public Webhook(WebhookId id, EnterpriseId enterprise, Terms terms, byte[] secretWrapped, Instant now) {
        this.id = id.value();
        this.enterpriseId = enterprise.value();
        this.url = terms.url();
        this.description = terms.description();
        this.types = String.join(BETWEEN, terms.types());
        this.enabled = true;
        this.secretWrapped = secretWrapped.clone();
        this.createdAt = now;
    }

    /**
     * What the enterprise says.
     *
     * @param types patterns of {@link EventTypes}; empty for all events
     */
    public record Terms(
            String url, Set<String> types, @Nullable String description) {}

    /** Replaces what the enterprise has said. */
    public void edit(Terms terms) {
        url = terms.url();
        description = terms.description();
        types = String.join(BETWEEN, terms.types());
    }

    /**
     * Lets it be told again.
     *
     * @return whether it was disabled before
     */
    public boolean enable() {
        boolean before = enabled;
        enabled = true;
        disabledBecause = null;
        return !before;
    }

    /**
     * Ends that it is told anything; what is on its way stays there.
     *
     * @return whether it was enabled before
     */
    public boolean disable(WebhookDisabled because) {
        if (!enabled) {
            return false;
        }
        enabled = false;
        disabledBecause = because;
        return true;
    }

    /**
     * Begins to sign with another secret.
     *
     * @param until how long it is signed with the present one as well
     */
    public void rotateSecret(byte[] wrapped, Instant until) {
        formerWrapped = secretWrapped;
        formerUntil = until;
        secretWrapped = wrapped.clone();
    }

    /** What it is signed with now, the newest first; one or two. */
    public List<byte[]> secretsWrapped(Instant now) {
        boolean both = formerWrapped != null && formerUntil != null && now.isBefore(formerUntil);
        return both && formerWrapped != null
                ? List.of(secretWrapped.clone(), formerWrapped.clone())
                : List.of(secretWrapped.clone());
    }

    /** Rises with every change; the ETag. */
    public long version() {
        return version;
    }

    public WebhookId id() {
        return new WebhookId(id);
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public String url() {
        return url;
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** Which events; empty for all. */
    public Set<String> types() {
        return patterns(types);
    }

    public boolean enabled() {
        return enabled;
    }

    /** Why it is not enabled. */
    public Optional<WebhookDisabled> disabledBecause() {
        return Optional.ofNullable(disabledBecause);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** As the column holds them. */
    static Set<String> patterns(String stored) {
        return stored.isEmpty()
                ? Set.of()
                : Collections.unmodifiableSet(new LinkedHashSet<>(List.of(stored.split(BETWEEN, -1))));
    }
}
