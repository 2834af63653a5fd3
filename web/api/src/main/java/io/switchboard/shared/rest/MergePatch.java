// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

/** JSON merge patch (RFC 7396): merged into the editable view, then bound and validated as a whole. */
@ApplicationScoped
public class MergePatch {
    /** The patch's media type. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    @Inject
    Validator validator;

    /**
     * Applies a patch.
     *
     * @param editable what can be edited, as it is now
     * @throws RefusedException {@code invalid-request} when the patch is no object
     * @throws JsonProcessingException when the result does not fit the record
     * @throws ConstraintViolationException when the result is not valid
     */
    public <T> T apply(Object editable, JsonNode patch, Class<T> type) throws JsonProcessingException {
        if (!(patch instanceof ObjectNode changes)) {
            throw RefusedException.of(SharedRefusal.INVALID_REQUEST, "A merge patch is a JSON object");
        }
        JsonNode merged = merge(WireJson.mapper().valueToTree(editable), changes);
        T result = WireJson.mapper().treeToValue(merged, type);
        var violations = validator.validate(result);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return result;
    }

    private static JsonNode merge(JsonNode target, ObjectNode patch) {
        ObjectNode merged = target instanceof ObjectNode object
                ? object.deepCopy()
                : WireJson.mapper().createObjectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode nested) {
                merged.set(field.getKey(), merge(merged.path(field.getKey()), nested));
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged;
    }
}
