// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.model;

import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** A private server of an enterprise, as it has announced itself with its API client. */
@Entity
@Table(name = "private_server")
public class PrivateServer {
    @Id
    @Column(name = "client_id")
    private UUID clientId;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(nullable = false, length = 100)
    private String name;

    @Column(nullable = false, length = 200)
    private String url;

    @Column(name = "announced_at", nullable = false)
    private Instant announcedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected PrivateServer() {}

    /** One that has just announced itself for the first time. */
    public PrivateServer(ApiClientId client, EnterpriseId enterprise, String name, String url, Instant now) {
        this.clientId = client.value();
        this.enterpriseId = enterprise.value();
        this.name = name;
        this.url = url;
        this.announcedAt = now;
    }

    /** It announces itself again. */
    public void announce(String newName, String newUrl, Instant now) {
        name = newName;
        url = newUrl;
        announcedAt = now;
    }

    /** Whether it has said that before. */
    public boolean isShownAs(String otherName, String otherUrl) {
        return name.equals(otherName) && url.equals(otherUrl);
    }

    public String name() {
        return name;
    }

    /** How terminals reach it. */
    public URI url() {
        return URI.create(url);
    }
}
