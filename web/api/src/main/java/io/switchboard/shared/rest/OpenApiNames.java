// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Gives operations the names that generated clients call them by: the collection as the tag and, before the method's name, as the
 * operation's id ({@code calls}, {@code callsPlace}). They are part of the contract: who renames a resource's method renames them in
 * every generated client.
 */
final class OpenApiNames {
    private static final String ROOM = "Resource_";

    private OpenApiNames() {}

    /** Expects the ids that the document's maker gives when it is told to name the class and the method. */
    static void refine(Operation operation) {
        String id = operation.getOperationId();
        int room = id == null ? -1 : id.indexOf(ROOM);
        if (id == null || room < 0) {
            throw new IllegalStateException("An operation without a name of the form TagResource_method: " + id);
        }
        String tag = id.substring(0, 1).toLowerCase(Locale.ROOT) + id.substring(1, room);
        String method = id.substring(room + ROOM.length());
        operation.setOperationId(tag + method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1));
        operation.setTags(List.of(tag));
    }

    /** Declares the tags that the operations have. */
    static void declareTags(OpenAPI document) {
        Set<String> tags = new TreeSet<>();
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(operation -> tags.addAll(operation.getTags())));
        document.setTags(
                tags.stream().map(tag -> OASFactory.createTag().name(tag)).toList());
    }
}
