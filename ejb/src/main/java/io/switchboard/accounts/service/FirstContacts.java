// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Has a terminal that wants a token made known here, where another server knows it. Outside of transactions; may wait. */
@ApplicationScoped
public class FirstContacts {
    @Inject
    ClientAssertions assertions;

    @Inject
    @Any
    Instance<UnknownTerminals> elsewhere;

    /** Before the assertion is looked at: nothing of it is proven. */
    public void meet(String assertion) {
        assertions.claimed(assertion).ifPresent(id -> elsewhere.forEach(known -> known.meet(id)));
    }
}
