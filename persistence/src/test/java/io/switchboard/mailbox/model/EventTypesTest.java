// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypesTest {
    @ParameterizedTest
    @CsvSource({
        "*, io.switchboard.call.ringing, true",
        "call.*, io.switchboard.call.ringing, true",
        "io.switchboard.call.*, io.switchboard.call.ringing, true",
        "call.ringing, io.switchboard.call.ringing, true",
        "io.switchboard.call.ringing, io.switchboard.call.ringing, true",
        "call.ringing, io.switchboard.call.ringing-on, false",
        "call.*, io.switchboard.caller.ringing, false",
        "call, io.switchboard.call.ringing, false",
        "ringing, io.switchboard.call.ringing, false",
        "call.answered, io.switchboard.call.answered-elsewhere, false"
    })
    void aPatternMeansATypeOrAllThatBeginLikeIt(String pattern, String type, boolean covered) {
        assertThat(EventTypes.covers(pattern, type)).isEqualTo(covered);
    }
}
