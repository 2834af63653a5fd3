// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiClientTest {
    private static final ApiClientId ID = new ApiClientId(new UUID(1, 1));
    private static final EnterpriseId ENTERPRISE = new EnterpriseId(new UUID(1, 2));
    private static final byte[] MAC = {1, 2, 3};

    static java.util.stream.Stream<Set<ApiScope>> scopes() {
        return java.util.stream.Stream.of(
                EnumSet.noneOf(ApiScope.class),
                EnumSet.of(ApiScope.ACT),
                EnumSet.of(ApiScope.MANAGE),
                EnumSet.allOf(ApiScope.class));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void aClientOfAnEnterpriseHasTheScopesItWasGiven(Set<ApiScope> scopes) {
        ApiClient client = ApiClient.ofEnterprise(ID, ENTERPRISE, "Shop", scopes, MAC, Instant.EPOCH);

        assertThat(client.scopes()).isEqualTo(scopes);
        assertThat(client.role()).isEqualTo(ApiClientRole.ENTERPRISE);
        assertThat(client.enterprise()).contains(ENTERPRISE);
        assertThat(client.name()).isEqualTo("Shop");
    }

    @Test
    void theAdministratorBelongsToNoEnterpriseAndHasNoScopes() {
        ApiClient client = ApiClient.admin(ID, MAC, Instant.EPOCH);

        assertThat(client.role()).isEqualTo(ApiClientRole.ADMIN);
        assertThat(client.enterprise()).isEmpty();
        assertThat(client.scopes()).isEmpty();
    }

    @Test
    void aSecretIsRecognisedAndAnotherIsNot() {
        byte[] given = MAC.clone();
        ApiClient client = ApiClient.admin(ID, given, Instant.EPOCH);
        given[0] = 9;

        assertThat(client.use(new byte[] {1, 2, 3}, Instant.EPOCH)).isPresent();
        assertThat(client.use(new byte[] {1, 2, 4}, Instant.EPOCH)).isEmpty();
        assertThat(client.use(new byte[] {1, 2}, Instant.EPOCH)).isEmpty();
        assertThat(client.use(new byte[0], Instant.EPOCH)).isEmpty();
    }

    @Test
    void theSecretBeforeHoldsUntilTheOverlapIsOver() {
        ApiClient client = ApiClient.admin(ID, MAC, Instant.EPOCH);
        Instant now = Instant.EPOCH.plusSeconds(60);
        Instant end = now.plusSeconds(10);

        client.rotate(new byte[] {4, 5, 6}, Duration.ofSeconds(10), now);

        assertThat(client.use(MAC, end.minusNanos(1))).isPresent();
        assertThat(client.use(MAC, end)).isEmpty();
        assertThat(client.use(new byte[] {4, 5, 6}, end)).isPresent();
        assertThat(client.secretCreatedAt()).isEqualTo(now);
        assertThat(client.previousSecretUntil(now)).contains(end);
        assertThat(client.previousSecretUntil(end)).isEmpty();
    }

    @Test
    void onlyTheLastTwoSecretsEverHold() {
        ApiClient client = ApiClient.admin(ID, MAC, Instant.EPOCH);

        client.rotate(new byte[] {2}, Duration.ofDays(1), Instant.EPOCH);
        client.rotate(new byte[] {3}, Duration.ofDays(1), Instant.EPOCH);

        assertThat(client.use(MAC, Instant.EPOCH)).isEmpty();
        assertThat(client.use(new byte[] {2}, Instant.EPOCH)).isPresent();
        assertThat(client.use(new byte[] {3}, Instant.EPOCH)).isPresent();
    }

    @Test
    void aRevokedClientHasNoSecretAndGetsNone() {
        ApiClient client = ApiClient.admin(ID, MAC, Instant.EPOCH);
        client.rotate(new byte[] {2}, Duration.ofDays(1), Instant.EPOCH);

        assertThat(client.revoke(Instant.EPOCH)).isTrue();

        assertThat(client.revoke(Instant.EPOCH.plusSeconds(1))).isFalse();
        assertThat(client.revokedAt()).contains(Instant.EPOCH);
        assertThat(client.use(MAC, Instant.EPOCH)).isEmpty();
        assertThat(client.use(new byte[] {2}, Instant.EPOCH)).isEmpty();
        assertThat(client.previousSecretUntil(Instant.EPOCH)).isEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client.rotate(new byte[] {3}, Duration.ZERO, Instant.EPOCH))
                .satisfies(refused -> assertThat(refused.state()).isEqualTo("revoked"));
    }

    @Test
    void aOneTimeSecretIsGoodForItsReplacementBeforeAndAfterIt() {
        ApiClient admin = ApiClient.admin(ID, MAC, Instant.EPOCH);
        assertThat(admin.use(MAC, Instant.EPOCH)).contains(SecretUse.REPLACEMENT);
        assertThat(admin.mustReplaceSecret()).isTrue();

        admin.rotate(new byte[] {2}, Duration.ofDays(1), Instant.EPOCH);

        assertThat(admin.use(new byte[] {2}, Instant.EPOCH)).contains(SecretUse.EVERYTHING);
        assertThat(admin.use(MAC, Instant.EPOCH)).contains(SecretUse.REPLACEMENT);
        assertThat(admin.mustReplaceSecret()).isFalse();

        admin.rotate(new byte[] {3}, Duration.ofDays(1), Instant.EPOCH);

        assertThat(admin.use(new byte[] {2}, Instant.EPOCH)).contains(SecretUse.EVERYTHING);
        assertThat(admin.use(MAC, Instant.EPOCH)).isEmpty();
    }

    @Test
    void whoStartsAnewHasOneOneTimeSecretAndNoOther() {
        ApiClient admin = ApiClient.admin(ID, MAC, Instant.EPOCH);
        admin.rotate(new byte[] {2}, Duration.ofDays(1), Instant.EPOCH);

        admin.startAnew(new byte[] {3}, Instant.EPOCH);

        assertThat(admin.use(new byte[] {3}, Instant.EPOCH)).contains(SecretUse.REPLACEMENT);
        assertThat(admin.use(new byte[] {2}, Instant.EPOCH)).isEmpty();
        assertThat(admin.use(MAC, Instant.EPOCH)).isEmpty();
        assertThat(admin.mustReplaceSecret()).isTrue();
    }

    @Test
    void noTokenFromBeforeAStartAnewIsHonouredEverAfter() {
        Instant anew = Instant.EPOCH.plusMillis(61_300);
        ApiClient admin = ApiClient.admin(ID, MAC, Instant.EPOCH);
        assertThat(admin.honoursTokenOf(Instant.EPOCH)).isTrue();

        admin.startAnew(new byte[] {3}, anew);
        admin.rotate(new byte[] {4}, Duration.ofDays(1), anew.plusSeconds(5));

        assertThat(admin.honoursTokenOf(Instant.EPOCH)).isFalse();
        assertThat(admin.honoursTokenOf(Instant.EPOCH.plusSeconds(61)))
                .as("of the same second")
                .isFalse();
        assertThat(admin.honoursTokenOf(Instant.EPOCH.plusSeconds(62))).isTrue();
    }
}
