// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

/** Gives tests a server of the whole run that is as patient and as strict as the product is by default. */
public final class SharedServerOnGuard extends SharedServer {
    /** For JUnit. */
    public SharedServerOnGuard() {
        super("server on guard", ServerUnderTest.PRODUCT);
    }
}
