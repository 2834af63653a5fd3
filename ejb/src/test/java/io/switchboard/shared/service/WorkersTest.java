// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void whatOthersDoIsNotSaidOfWork() {
        List<Optional<Object>> said = new ArrayList<>();
        MDC.put("requestId", "of another");
        try {
            Workers.apart(() -> said.add(Optional.ofNullable(MDC.get("requestId"))))
                    .run();
        } finally {
            MDC.remove("requestId");
        }
        assertThat(said).containsExactly(Optional.empty());
    }
}
