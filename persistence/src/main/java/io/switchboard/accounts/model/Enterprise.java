// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A tenant. Everything else belongs to one, and nothing of one is visible to another. */
@Entity
@Table(name = "enterprise")
public class Enterprise {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(nullable = false, length = 200)
    private String name;

    /** In lower case: what it is found by. */
    @Column(name = "name_key", nullable = false, length = 400)
    private String nameKey;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Enterprise() {}

    /** A new enterprise. */
    public Enterprise(EnterpriseId id, String name, Instant now) {
        this.id = id.value();
        this.name = name;
        this.nameKey = key(name);
        this.createdAt = now;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public EnterpriseId id() {
        return new EnterpriseId(id);
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
