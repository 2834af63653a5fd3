// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bodies that are wrong in one place, made from a right one and the record that it is bound to. */
final class Mutations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEP = 5_000;
    private static final String MARK = "MARK";

    /** Named by the design for later issues: refused until they are enforced. */
    private static final List<String> OF_LATER_ISSUES =
            List.of("offer", "blockCallers", "approval", "maxCallDuration", "totalTalkTime");

    private final ObjectNode right;
    private final boolean patch;
    private final Map<String, byte[]> wrong = new LinkedHashMap<>();

    private Mutations(ObjectNode right, boolean patch) {
        this.right = right;
        this.patch = patch;
    }

    /**
     * Bodies by what is wrong with them.
     *
     * @param right as JSON, with every property that there is
     * @param patch whether an absent property, or a null, means something else than a missing one
     */
    static Map<String, byte[]> of(String right, Class<?> type, boolean patch) {
        Mutations mutations = new Mutations((ObjectNode) parse(right), patch);
        mutations.whole();
        mutations.object(List.of(), type);
        return mutations.wrong;
    }

    private void whole() {
        for (String text :
                List.of("{", "nonsense", "{\"a\":}", "{'a':1}", "[]", "[{}]", "\"text\"", "42", "true", " ")) {
            add("the body " + text, text);
        }
        String good = right.toString();
        add("something after the body", good + good);
        add("a comment", "/* */" + good);
        add("a body without an end", good.substring(0, good.length() - 1));
        add("a deep array", "[".repeat(DEEP) + "]".repeat(DEEP));
        add("a deep object", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
    }

    private void object(List<String> at, Class<?> type) {
        String place = "/" + String.join("/", at);
        ObjectNode present = (ObjectNode) node(right, at);
        for (String later : OF_LATER_ISSUES) {
            with(place + " of a later issue: " + later, at, object -> object.put(later, "PT1S"));
        }
        with(place + " with an unknown property", at, object -> object.put("surprise", 1));
        with(place + " with an unknown empty property", at, object -> object.put("", 1));
        with(place + " with a deep unknown property", at, object -> object.set("surprise", deep()));
        textual(place + " with a property twice", at, object -> {
            String first = present.fieldNames().next();
            object.put(MARK, 0);
            return "\"" + first + "\":" + present.get(first);
        });
        for (RecordComponent component : type.getRecordComponents()) {
            property(at, component);
        }
    }

    private void property(List<String> at, RecordComponent component) {
        String name = component.getName();
        String place = "/" + String.join("/", plus(at, name));
        if (isRequired(component) && !patch) {
            with(place + " missing", at, object -> object.remove(name));
            with(place + " null", at, object -> object.putNull(name));
        }
        Class<?> type = component.getType();
        ObjectNode present = (ObjectNode) node(right, at);
        for (String value : wrongValues(type, component)) {
            textual(place + " = " + shown(value), at, object -> {
                object.remove(name);
                object.put(MARK, 0);
                return "\"" + name + "\":" + value;
            });
        }
        Size size = annotation(component, Size.class);
        if (size != null && size.max() < Integer.MAX_VALUE && type == String.class) {
            with(place + " oversize", at, object -> object.put(name, "x".repeat(size.max() + 1)));
        }
        if (size != null && size.max() < Integer.MAX_VALUE && Collection.class.isAssignableFrom(type)) {
            with(place + " with too many", at, object -> {
                ArrayNode many = object.putArray(name);
                JsonNode one = present.get(name).get(0);
                for (int i = 0; i <= size.max(); i++) {
                    many.add(one.isTextual() ? TextNode.valueOf(one.asText() + i) : one);
                }
            });
        }
        if (type == Map.class) {
            pairs(at, name, size);
        }
        if (type.isRecord()) {
            object(plus(at, name), type);
        } else if (Collection.class.isAssignableFrom(type) && element(component).isRecord()) {
            object(plus(plus(at, name), "0"), element(component));
        }
    }

    /** Pairs of texts; in a patch a null takes one away. */
    private void pairs(List<String> at, String name, @Nullable Size size) {
        String place = "/" + String.join("/", plus(at, name));
        with(place + " with an empty key", at, object -> object.putObject(name).put("", "x"));
        with(place + " with a long key", at, object -> object.putObject(name).put("k".repeat(41), "x"));
        with(place + " with a strange key", at, object -> object.putObject(name).put("a b", "x"));
        with(place + " with a long value", at, object -> object.putObject(name).put("k", "x".repeat(501)));
        if (!patch) {
            with(place + " with null", at, object -> object.putObject(name).putNull("k"));
        }
        with(place + " with too many", at, object -> {
            ObjectNode many = object.putObject(name);
            for (int i = 0; size != null && i <= size.max(); i++) {
                many.put("k" + i, "x");
            }
        });
    }

    private static List<String> wrongValues(Class<?> type, RecordComponent component) {
        List<String> common = List.of("{\"a\":1}", "[[]]", "[\"x\",1]");
        List<String> own;
        if (type == Map.class) {
            own = List.of(
                    "[]",
                    "\"x\"",
                    "42",
                    "true",
                    "{\"a\":[]}",
                    "{\"a\":{}}",
                    "{\"a\":\"\\u0000\"}",
                    "{\"a\":\"x\",\"a\":\"y\"}");
        } else if (type == String.class) {
            own = List.of(
                    "42",
                    "1.5",
                    "true",
                    "{}",
                    "[]",
                    "[\"x\"]",
                    "\"a\\u0000b\"",
                    "\"\\ud800\"",
                    "\"x\\udc00y\"",
                    "\"\\ud800\\ud800\"",
                    "\"\u0000\"",
                    "\"\t\"",
                    "\"\\x\"",
                    "\"open");
        } else if (type.isEnum()) {
            own = List.of(
                    "\"nonsense\"",
                    "\"\"",
                    "0",
                    "1.0",
                    "true",
                    "\"" + type.getEnumConstants()[0].toString().toUpperCase(java.util.Locale.ROOT) + "\"");
        } else if (type == Boolean.class) {
            own = List.of("\"true\"", "\"\"", "0", "1", "1.5", "{}", "[]", "[true]", "TRUE", "yes");
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            own = List.of(
                    "\"5\"",
                    "\"\"",
                    "true",
                    "1.5",
                    "1.0",
                    "-1",
                    "1e400",
                    "1e999999999",
                    "-1e999999999",
                    "99999999999999999999",
                    "9".repeat(1_500),
                    "NaN",
                    "Infinity",
                    "0x10",
                    "01",
                    "+1");
        } else if (type == Instant.class) {
            own = List.of(
                    "0",
                    "1.5",
                    "true",
                    "\"\"",
                    "\" \"",
                    "\"yesterday\"",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"2026-01-01\"",
                    "\"2026-01-01T00:00:00\"",
                    "\"+1000000000-12-31T23:59:59Z\"",
                    "\"-1000000000-01-01T00:00:00Z\"",
                    "\"1800000000\"",
                    "\"+999999999-12-31T23:59:59.999999999Z\"");
        } else if (type == Duration.class) {
            own = List.of(
                    "0",
                    "5",
                    "1.5",
                    "true",
                    "\"\"",
                    "\" \"",
                    "\"a day\"",
                    "\"P1Y\"",
                    "\"PT0S\"",
                    "\"-PT5S\"",
                    "\"PT-5S\"",
                    "\"3600\"",
                    "\"PT9223372036854775807S\"",
                    "\"PT99999999999999999999H\"",
                    "\"P9999999D\"");
        } else if (Collection.class.isAssignableFrom(type)) {
            own = List.of("{}", "\"\"", "\"qr\"", "42", "true", "[null]", "[1]", "[true]", "[\"\"]");
        } else {
            own = List.of("[]", "\"\"", "\"x\"", "42", "true");
        }
        List<String> all = new ArrayList<>(own);
        common.stream().filter(value -> !all.contains(value)).forEach(all::add);
        if (annotation(component, NotBlank.class) != null) {
            all.addAll(List.of("\"\"", "\" \"", "\"\\t\\n\""));
        }
        Size size = annotation(component, Size.class);
        if (annotation(component, NotEmpty.class) != null || (size != null && size.min() > 0)) {
            all.add("[]");
        }
        return all;
    }

    // ------------------------------------------------------------------------------------------------ one change

    private void with(String what, List<String> at, Consumer<ObjectNode> change) {
        ObjectNode copy = right.deepCopy();
        change.accept((ObjectNode) node(copy, at));
        add(what, copy.toString());
    }

    /** For what no JSON library writes: the text stands where the change has put the mark. */
    private void textual(String what, List<String> at, Function<ObjectNode, String> change) {
        ObjectNode copy = right.deepCopy();
        String text = change.apply((ObjectNode) node(copy, at));
        add(what, copy.toString().replace("\"" + MARK + "\":0", text));
    }

    private void add(String what, String body) {
        wrong.put(what, body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode deep() {
        return parse("[".repeat(900) + "]".repeat(900));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode node(JsonNode root, List<String> at) {
        JsonNode node = root;
        for (String part : at) {
            node = node.isArray() ? node.get(Integer.parseInt(part)) : node.get(part);
        }
        return node;
    }

    private static List<String> plus(List<String> at, String name) {
        List<String> all = new ArrayList<>(at);
        all.add(name);
        return all;
    }

    private static boolean isRequired(RecordComponent component) {
        return List.of(NotNull.class, NotBlank.class, NotEmpty.class).stream()
                .anyMatch(type -> annotation(component, type) != null);
    }

    /** Constraints stand on the accessor and the field alike; the accessor is the one that reflection sees. */
    private static <A extends Annotation> @Nullable A annotation(RecordComponent component, Class<A> type) {
        return component.getAccessor().getAnnotation(type);
    }

    private static Class<?> element(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : Object.class;
    }

    private static String shown(String value) {
        return value.length() > 40 ? value.substring(0, 40) + "…" : value.replace("\u0000", "NUL");
    }
}
