// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private static final Instant EXPIRES = Instant.parse("2026-11-20T12:10:00Z");
    private static final Instant EARLY = EXPIRES.minusSeconds(60);
    private static final TerminalId PHONE = new TerminalId(new UUID(1, 1));
    private static final TerminalId TABLET = new TerminalId(new UUID(1, 2));
    private static final Account ACCOUNT = new Account(
            new AccountId(new UUID(2, 1)), new EnterpriseId(new UUID(2, 2)), "Reception", EXPIRES.minusSeconds(600));

    private final Enrolment enrolment =
            new Enrolment(new EnrolmentId(new UUID(3, 1)), ACCOUNT, new byte[] {1, 2}, new byte[] {3, 4}, EXPIRES);

    @Test
    void itBelongsToTheAccountAndItsEnterprise() {
        assertThat(enrolment.id()).isEqualTo(new EnrolmentId(new UUID(3, 1)));
        assertThat(enrolment.account()).isEqualTo(ACCOUNT.id());
        assertThat(enrolment.enterprise()).isEqualTo(ACCOUNT.enterprise());
        assertThat(enrolment.expiresAt()).isEqualTo(EXPIRES);
    }

    @Test
    void itIsOpenUntilTheInstantItExpires() {
        assertThat(enrolment.isOpen(EXPIRES.minusNanos(1000))).isTrue();
        assertThat(enrolment.isOpen(EXPIRES)).isFalse();
    }

    @Test
    void itIsUsedOnceAndItsCodeIsForgottenThen() {
        assertThat(enrolment.codeWrapped())
                .hasValueSatisfying(code -> assertThat(code).containsExactly(3, 4));

        enrolment.use(PHONE, "key of the phone", EARLY);

        assertThat(enrolment.isOpen(EXPIRES.minusSeconds(60))).isFalse();
        assertThat(enrolment.codeWrapped()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> enrolment.use(TABLET, "key of the tablet", EARLY));
        assertThat(enrolment.enrolledBy("key of the phone")).contains(PHONE);
    }

    @Test
    void theSameKeyFindsTheSameTerminalAndAnotherFindsNothing() {
        assertThat(enrolment.enrolledBy("key of the phone")).isEmpty();

        enrolment.use(PHONE, "key of the phone", EARLY);

        assertThat(enrolment.enrolledBy("key of the phone")).contains(PHONE);
        assertThat(enrolment.enrolledBy("key of the tablet")).isEmpty();
    }

    @Test
    void whatItWasMadeOfMayBeWipedAfterwards() {
        byte[] wrapped = {5, 6};
        Enrolment other = new Enrolment(new EnrolmentId(new UUID(3, 2)), ACCOUNT, new byte[] {1}, wrapped, EXPIRES);

        wrapped[0] = 0;

        assertThat(other.codeWrapped())
                .hasValueSatisfying(code -> assertThat(code).containsExactly(5, 6));
    }
}
