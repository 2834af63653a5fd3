// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.model.IdempotencyClaim;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers for repeated requests, encrypted: they may hold secrets that are shown once. What they tell of accounts is under the keys
 * of these as well, one around the other, and nobody can read it once one of them is erased.
 */
@ApplicationScoped
public class StoredAnswers {
    private static final String PURPOSE = "idempotent-answer";

    @Inject
    Secrets secrets;

    @Inject
    PersonalKeys personalKeys;

    /** What a repeated request recalls of a refusal. */
    private record RecordedRefusal(String code, RefusalKind kind, String title) implements RefusalCode {}

    /**
     * What is kept of an answer that tells of somebody.
     *
     * @param persons whose keys it is under, from the innermost
     * @param covered the answer
     */
    @SuppressWarnings("ArrayRecordComponent") // a message, never compared
    private record Covered(List<UUID> persons, byte[] covered) {}

    /**
     * Encrypts the result of a service method, a view or an {@link Outcome}.
     *
     * @param persons of whom it tells; each must have a key
     */
    byte[] store(IdempotencyClaim claim, @Nullable Object result, List<AccountId> persons) {
        Object told = result instanceof Outcome.Done<?> done ? done.view() : result;
        if (told instanceof Outcome.Refused<?> refused) {
            RefusalCode code = refused.code();
            return wrapped(claim, Map.of("refusal", new RecordedRefusal(code.code(), code.kind(), code.title())));
        }
        if (told == null) {
            return wrapped(claim, Map.of());
        }
        Map<String, Object> answer = Map.of("view", told);
        if (persons.isEmpty()) {
            return wrapped(claim, answer);
        }
        byte[] covered = WireJson.write(answer).getBytes(StandardCharsets.UTF_8);
        for (AccountId person : persons) {
            covered = personalKeys.wrap(person, claim.keyHash(), covered);
        }
        return wrapped(claim, new Covered(persons.stream().map(AccountId::value).toList(), covered));
    }

    private byte[] wrapped(IdempotencyClaim claim, Object answer) {
        return secrets.wrap(PURPOSE, claim.keyHash(), WireJson.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    /** Recalls it; the refusal {@code erased} when somebody of whom it told is no more. */
    <V> Outcome<V> recall(byte[] keyHash, byte[] wrapped, JavaType viewType) {
        try {
            JsonNode answer = read(secrets.unwrap(PURPOSE, keyHash, wrapped));
            if (answer.has("covered")) {
                Optional<byte[]> opened = opened(keyHash, WireJson.mapper().treeToValue(answer, Covered.class));
                if (opened.isEmpty()) {
                    return new Outcome.Refused<>(SharedRefusal.ERASED);
                }
                answer = read(opened.get());
            }
            if (answer.has("refusal")) {
                return new Outcome.Refused<>(
                        WireJson.mapper().treeToValue(answer.get("refusal"), RecordedRefusal.class));
            }
            return new Outcome.Done<>(WireJson.mapper().treeToValue(answer.get("view"), viewType));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer cannot be read", e);
        }
    }

    private Optional<byte[]> opened(byte[] keyHash, Covered answer) {
        Map<UUID, RootKey> keys = personalKeys.keys(answer.persons());
        List<UUID> fromTheOutermost = new ArrayList<>(answer.persons());
        Collections.reverse(fromTheOutermost);
        Optional<byte[]> opened = Optional.of(answer.covered());
        for (UUID person : fromTheOutermost) {
            opened = opened.flatMap(covered -> PersonalKeys.unwrap(keys, person, keyHash, covered));
        }
        return opened;
    }

    private static JsonNode read(byte[] text) throws JsonProcessingException {
        return WireJson.mapper().readTree(new String(text, StandardCharsets.UTF_8));
    }
}
