// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.ECKey;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.FieldProblem;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void aKeyThatADeviceHasMadeIsReadAsItIs() {
        ECKey made = Device.freshKey();

        assertThat(Keys.parse(Device.jwk(made), "/sig")).isEqualTo(made.toPublicJWK());
    }

    @Test
    void aPointThatIsNotOnTheCurveIsRefused() {
        String x = Device.freshKey().getX().toString();

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Keys.parse(new PublicJwk("EC", "P-256", x, x), "/sig"))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(AccountsRefusal.KEY_INVALID);
                    assertThat(refusal.errors())
                            .extracting(FieldProblem::pointer)
                            .containsExactly("/sig");
                });
    }
}
