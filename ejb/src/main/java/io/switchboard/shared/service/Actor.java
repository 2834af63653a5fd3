// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import java.util.Optional;

/** Who asks, as authenticated. */
public sealed interface Actor {
    /** How audit and idempotency name it. */
    String name();

    /** Nobody in particular. */
    record Anonymous() implements Actor {
        @Override
        public String name() {
            return "anonymous";
        }
    }

    /** The server itself: janitors. */
    record Server() implements Actor {
        @Override
        public String name() {
            return "server";
        }
    }

    /** The administrator's API client. */
    record Admin(ApiClientId client) implements Actor {
        @Override
        public String name() {
            return "api-client:" + client;
        }
    }

    /** The administrator's API client that has only shown its one-time secret: it may replace that, and nothing else. */
    record Newcomer(ApiClientId client) implements Actor {
        @Override
        public String name() {
            return "api-client:" + client;
        }
    }

    /**
     * An enterprise's API client.
     *
     * @param mayManage whether it has the scope {@code manage}
     * @param federates whether it may be the enterprise's private server
     * @param actingFor the account of its enterprise that it acts for, when it asked to and has the scope {@code act}
     */
    record Client(
            ApiClientId client,
            EnterpriseId enterprise,
            boolean mayManage,
            boolean federates,
            Optional<AccountId> actingFor)
            implements Actor {
        @Override
        public String name() {
            return "api-client:" + client;
        }
    }

    /**
     * A server that carries on for a source: a private server at its central, or this private server while it fetches.
     *
     * @param client the private server's, at the central; empty at the private server itself
     * @param terminal with which the source sends; empty when an API client does
     */
    record Relay(
            Optional<ApiClientId> client, EnterpriseId enterprise, AccountId account, Optional<TerminalId> terminal)
            implements Actor {
        @Override
        public String name() {
            return client.map(id -> "api-client:" + id).orElse("server");
        }
    }

    /** A terminal; acts for its own account only. */
    record Device(TerminalId terminal, AccountId account, EnterpriseId enterprise) implements Actor {
        @Override
        public String name() {
            return "terminal:" + terminal;
        }
    }
}
