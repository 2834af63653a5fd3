// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.CallState;
import io.switchboard.shared.wire.FieldProblem;
import io.switchboard.shared.wire.SharedRefusal;
import org.junit.jupiter.api.Test;

class RefusedExceptionTest {
    @Test
    void aRefusedMoveSaysInPublishedNamesWhereItIsAndWhereItMayGo() {
        RefusedException refusal = RefusedException.move(
                SharedRefusal.ILLEGAL_MOVE, CallState.CONNECTED, CallState.CONNECTED.successors());

        assertThat(refusal.code()).isEqualTo(SharedRefusal.ILLEGAL_MOVE);
        assertThat(refusal.state()).isEqualTo("connected");
        assertThat(refusal.allowed()).containsExactlyInAnyOrder("ended", "failed");
        assertThat(refusal.errors()).isEmpty();
    }

    @Test
    void aRefusedFieldIsNamed() {
        RefusedException refusal = RefusedException.field(SharedRefusal.INVALID_REQUEST, "/to", "must be a code");

        assertThat(refusal).hasMessage("must be a code");
        assertThat(refusal.errors()).containsExactly(new FieldProblem("/to", "must be a code"));
        assertThat(refusal.state()).isNull();
        assertThat(refusal.allowed()).isEmpty();
    }

    @Test
    void anAnswerIsNoFaultAndHasNoStackTrace() {
        assertThat(RefusedException.of(SharedRefusal.NOT_FOUND).getStackTrace()).isEmpty();
    }
}
