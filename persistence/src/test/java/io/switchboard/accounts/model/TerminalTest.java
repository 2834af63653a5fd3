// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.accounts.model.Terminal.Point;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Instant ENROLLED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Point SIG = new Point("sig x", "sig y");
    private static final Point ENC = new Point("enc x", "enc y");

    private final Terminal terminal = new Terminal(
            new TerminalId(new UUID(1, 1)),
            new EnterpriseId(new UUID(1, 2)),
            new AccountId(new UUID(1, 3)),
            "Phone",
            SIG,
            ENC,
            ENROLLED);

    @Test
    void aNewOneIsActiveAndKeepsItsKeysApart() {
        assertThat(terminal.id()).isEqualTo(new TerminalId(new UUID(1, 1)));
        assertThat(terminal.enterprise()).isEqualTo(new EnterpriseId(new UUID(1, 2)));
        assertThat(terminal.account()).isEqualTo(new AccountId(new UUID(1, 3)));
        assertThat(terminal.name()).isEqualTo("Phone");
        assertThat(terminal.sig()).isEqualTo(SIG);
        assertThat(terminal.enc()).isEqualTo(ENC);
        assertThat(terminal.state()).isEqualTo(TerminalState.ACTIVE);
        assertThat(terminal.createdAt()).isEqualTo(ENROLLED);
        assertThat(terminal.revokedAt()).isEmpty();
    }

    @Test
    void itIsRenamedUntilItIsRevoked() {
        terminal.rename("Old phone");
        assertThat(terminal.name()).isEqualTo("Old phone");

        terminal.revoke(ENROLLED);
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> terminal.rename("Lost phone"));
        assertThat(refusal.code()).isEqualTo(SharedRefusal.ILLEGAL_MOVE);
        assertThat(terminal.name()).isEqualTo("Old phone");
    }

    @Test
    void itIsRevokedOnceAndTheFirstTimeCounts() {
        assertThat(terminal.revoke(ENROLLED.plusSeconds(60))).isTrue();
        assertThat(terminal.revoke(ENROLLED.plusSeconds(120))).isFalse();

        assertThat(terminal.state()).isEqualTo(TerminalState.REVOKED);
        assertThat(terminal.revokedAt()).contains(ENROLLED.plusSeconds(60));
    }
}
