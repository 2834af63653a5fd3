// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.rest.StreamedBodies;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes of uploads, as tus 1.0 sends them. Exactly these. */
@ApplicationScoped
public class UploadBodies implements StreamedBodies {
    private static final String ID = "[0-9a-fA-F-]{36}";
    private static final Pattern PATH = Pattern.compile("/api/v1/transfers/" + ID + "/uploads(?:/" + ID + ")?");
    private static final Set<String> METHODS = Set.of("POST", "PATCH");

    @Inject
    Settings settings;

    @Override
    public boolean has(String method, @Nullable String type, String path) {
        return METHODS.contains(method)
                && Tus.MEDIA_TYPE.equalsIgnoreCase(type)
                && PATH.matcher(path).matches();
    }

    @Override
    public Duration silence() {
        return settings.get(TransferKeys.UPLOAD_SILENCE);
    }
}
