// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.model.IdempotencyClaim;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps answers for repeated requests, encrypted: they may hold secrets that are shown once. */
@ApplicationScoped
public class StoredAnswers {
    private static final String PURPOSE = "idempotent-answer";

    @Inject
    Secrets secrets;

    /** What a repeated request recalls of a refusal. */
    private record RecordedRefusal(String code, RefusalKind kind, String title) implements RefusalCode {}

    /** Encrypts the result of a service method, a view or an {@link Outcome}. */
    byte[] store(IdempotencyClaim claim, @Nullable Object result) {
        Object told = result instanceof Outcome.Done<?> done ? done.view() : result;
        Map<String, Object> answer;
        if (told instanceof Outcome.Refused<?> refused) {
            RefusalCode code = refused.code();
            answer = Map.of("refusal", new RecordedRefusal(code.code(), code.kind(), code.title()));
        } else {
            answer = told == null ? Map.of() : Map.of("view", told);
        }
        return secrets.wrap(PURPOSE, claim.keyHash(), WireJson.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    /** Recalls it. */
    <V> Outcome<V> recall(byte[] keyHash, byte[] wrapped, JavaType viewType) {
        try {
            JsonNode answer = WireJson.mapper()
                    .readTree(new String(secrets.unwrap(PURPOSE, keyHash, wrapped), StandardCharsets.UTF_8));
            if (answer.has("refusal")) {
                return new Outcome.Refused<>(
                        WireJson.mapper().treeToValue(answer.get("refusal"), RecordedRefusal.class));
            }
            return new Outcome.Done<>(WireJson.mapper().treeToValue(answer.get("view"), viewType));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer cannot be read", e);
        }
    }
}
