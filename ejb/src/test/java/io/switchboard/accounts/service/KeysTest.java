// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void aKeyThatADeviceHasMadeIsReadAsItIs() {
        ECKey made = Device.freshKey();

        assertThat(Keys.parse(Device.jwk(made), "/sig")).isEqualTo(made.toPublicJWK());
    }
}
