// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a server says about itself as an authorization server (RFC 8414). */
final class Metadata {
    private Metadata() {}

    /**
     * Reads the issuer.
     *
     * @return empty when the server has no such document
     * @throws ProblemException when it cannot answer now
     */
    static Optional<String> read(URI server, Retries retries, Duration timeout) {
        URI document = URI.create(server + "/.well-known/oauth-authorization-server");
        Answer answer = retries.send(
                () -> new Outgoing("GET", document, Map.of("Accept", "application/json"), null, timeout, true));
        if (answer.status() >= 500) {
            throw ProblemException.of(answer);
        }
        return Optional.of(answer)
                .filter(Answer::successful)
                .flatMap(found -> Json.tryRead(found.text(), Map.class))
                .map(found -> found.get("issuer"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
