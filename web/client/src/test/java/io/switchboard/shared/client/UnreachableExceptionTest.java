// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

/** Why a server did not answer, in words that tell what to look at. */
class UnreachableExceptionTest {
    private static String because(Exception deepest) {
        IOException failure = new ConnectException();
        failure.initCause(new ConnectException().initCause(deepest));
        return String.valueOf(
                new UnreachableException(URI.create("https://switchboard.example/x"), failure).getMessage());
    }

    @Test
    void aNameThatNobodyHasIsToldFromAMachineThatRefuses() {
        assertThat(because(new UnresolvedAddressException()))
                .isEqualTo("The server at https://switchboard.example cannot be reached:"
                        + " no machine of this name is known here; is the address right?");
        assertThat(because(new ClosedChannelException())).contains("nothing accepts connections there");
    }
}
