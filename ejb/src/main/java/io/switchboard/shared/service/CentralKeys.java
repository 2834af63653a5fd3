// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The configuration keys of a server among others: what it is called, and, of a private one, which central it stands beside. */
public final class CentralKeys {
    public static final SettingKey<String> NAME = new SettingKey<>(
            "switchboard.server-name",
            "Switchboard",
            "a text of 1 to 100 characters",
            "What this server is called where terminals choose one.",
            text -> {
                if (text.isEmpty() || text.length() > 100) {
                    throw new IllegalArgumentException("too short or too long");
                }
                return text;
            });
    public static final SettingKey<Optional<URI>> URL = new SettingKey<>(
            "switchboard.central.url",
            "",
            "an http or https URL of host and port alone",
            "The central server that this one stands beside, as a private server of one enterprise. When absent, this is a central server.",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(SettingValues.origin(text)));
    public static final SettingKey<String> CLIENT_ID = SettingValues.textKey(
            "switchboard.central.client-id",
            "the id of an API client",
            "The API client at the central server, of the enterprise that this server is for, with the scope `federate`.",
            "[0-9A-Fa-f-]{36}");
    public static final SettingKey<String> CLIENT_SECRET =
            SettingValues.textKey("switchboard.central.client-secret", "a secret", "Of that API client.", "\\S+");

    /** In the order of the documentation. */
    static final List<SettingKey<?>> ALL = List.of(NAME, URL, CLIENT_ID, CLIENT_SECRET);

    private CentralKeys() {}
}
