// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.mailbox.wire.WebhookDisabled;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.wire.EnterpriseId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};
    private static final byte[] THIRD = {3};

    private static Webhook webhook(Set<String> types) {
        return new Webhook(
                new WebhookId(UUID.randomUUID()),
                new EnterpriseId(UUID.randomUUID()),
                new Webhook.Terms("https://example.org/", types, null),
                FIRST,
                NOW);
    }

    @Test
    void itKeepsItsTypesInTheirOrder() {
        assertThat(webhook(Set.of()).types()).isEmpty();
        assertThat(webhook(new LinkedHashSet<>(List.of("call.*", "account.erased")))
                        .types())
                .containsExactly("call.*", "account.erased");
    }

    @Test
    void theFirstReasonForWhichItIsDisabledStays() {
        Webhook webhook = webhook(Set.of());
        assertThat(webhook.enable()).isFalse();
        assertThat(webhook.disable(WebhookDisabled.FAILING)).isTrue();
        assertThat(webhook.disable(WebhookDisabled.REQUESTED)).isFalse();
        assertThat(webhook.enabled()).isFalse();
        assertThat(webhook.disabledBecause()).hasValue(WebhookDisabled.FAILING);
        assertThat(webhook.enable()).isTrue();
        assertThat(webhook.disabledBecause()).isEmpty();
    }

    @Test
    void itIsSignedWithTwoSecretsUntilTheFormerEndsAndNeverWithThree() {
        Webhook webhook = webhook(Set.of());
        assertThat(webhook.secretsWrapped(NOW)).containsExactly(FIRST);
        webhook.rotateSecret(SECOND, NOW.plusSeconds(10));
        assertThat(webhook.secretsWrapped(NOW.plusSeconds(9))).containsExactly(SECOND, FIRST);
        assertThat(webhook.secretsWrapped(NOW.plusSeconds(10))).containsExactly(SECOND);
        webhook.rotateSecret(THIRD, NOW.plusSeconds(20));
        assertThat(webhook.secretsWrapped(NOW.plusSeconds(11))).containsExactly(THIRD, SECOND);
    }
}
