// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document describes every property with the words of the records' Javadoc, and every type of event with those of the enums
 * that list them. They are taken over into resources of the API, since sources are not there at run time. Run with
 * {@code -Dswitchboard.docs=write} it writes them.
 */
class WireDescriptionsTest {
    private static final String RECORDS = "web/api/src/main/resources/openapi/wire.json";
    private static final String EVENTS = "web/api/src/main/resources/openapi/events.json";
    private static final boolean WRITE = "write".equals(System.getProperty("switchboard.docs"));

    private record Told(String description, List<String> always, Map<String, String> properties) {}

    /** A type of event: when it happens, what its data is, and who is told. */
    private record Happening(String description, String data, EventType.Audience audience) {}

    @Test
    void everyPropertyIsDescribed() throws IOException {
        List<String> silent = new ArrayList<>();
        told().forEach((name, told) -> told.properties().forEach((property, description) -> {
            if (description.isBlank()) {
                silent.add(name + "." + property);
            }
        }));
        assertThat(silent).as("components of wire records without @param").isEmpty();
    }

    @Test
    void everyTypeOfEventIsDescribed() throws IOException {
        assertThat(happenings()).hasSizeGreaterThan(10).allSatisfy((type, happening) -> {
            assertThat(type).startsWith(CloudEvent.TYPE_PREFIX);
            assertThat(happening.description()).as(type).isNotBlank();
        });
    }

    @Test
    void theDocumentSaysWhatTheSourcesSay() throws IOException {
        compare(RECORDS, told());
        compare(EVENTS, happenings());
    }

    private static void compare(String resource, Map<String, ?> told) throws IOException {
        String made = json(told) + "\n";
        if (WRITE) {
            Files.writeString(SourceTree.file(resource), made);
        }
        assertThat(SourceTree.read(resource))
                .as("%s differs from the Javadoc; run this test with -Dswitchboard.docs=write", resource)
                .isEqualTo(made);
    }

    private static String json(Map<String, ?> told) {
        try {
            return new ObjectMapper()
                    .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(told);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reader {
        void read(CompilationUnitTree unit, ClassTree type, DocTrees docs);
    }

    private static Map<String, Told> told() throws IOException {
        Map<String, Told> told = new TreeMap<>();
        readTypes((unit, type, docs) -> {
            if (type.getKind() == Tree.Kind.RECORD) {
                told.put(
                        type.getSimpleName().toString(),
                        told(type, docs.getDocCommentTree(TreePath.getPath(unit, type))));
            }
        });
        assertThat(told).hasSizeGreaterThan(20);
        return told;
    }

    private static Map<String, Happening> happenings() throws IOException {
        Map<String, Happening> happenings = new TreeMap<>();
        readTypes((unit, type, docs) -> {
            boolean lists = type.getImplementsClause().stream()
                    .anyMatch(implemented -> implemented.toString().equals(EventType.class.getSimpleName()));
            if (type.getKind() == Tree.Kind.ENUM && lists) {
                Map<String, String> said = new TreeMap<>();
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree constant) {
                        DocCommentTree doc = docs.getDocCommentTree(TreePath.getPath(unit, constant));
                        said.put(constant.getName().toString(), doc == null ? "" : text(doc.getFullBody()));
                    }
                }
                for (Object constant : constants(unit.getPackageName() + "." + type.getSimpleName())) {
                    EventType event = (EventType) constant;
                    happenings.put(
                            event.type(),
                            new Happening(
                                    said.getOrDefault(((Enum<?>) constant).name(), ""),
                                    event.data().getSimpleName(),
                                    event.audience()));
                }
            }
        });
        return happenings;
    }

    private static Object[] constants(String name) {
        try {
            return Class.forName(name).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readTypes(Reader reader) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<Path> sources = SourceTree.below("web/wire/src/main/java").stream()
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared) {
                        reader.read(unit, declared, docs);
                    }
                }
            }
        }
    }

    private static Told told(ClassTree record, @Nullable DocCommentTree doc) {
        Map<String, String> properties = new TreeMap<>();
        List<String> always = new ArrayList<>();
        for (Tree member : record.getMembers()) {
            if (member instanceof VariableTree component
                    && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
                String name = component.getName().toString();
                properties.put(name, "");
                if (!component.getModifiers().toString().contains("@Nullable")) {
                    always.add(name);
                }
            }
        }
        if (doc == null) {
            return new Told("", always, properties);
        }
        for (DocTree tag : doc.getBlockTags()) {
            if (tag instanceof ParamTree parameter && !parameter.isTypeParameter()) {
                properties.replace(parameter.getName().toString(), text(parameter.getDescription()));
            }
        }
        return new Told(text(doc.getFullBody()), always, properties);
    }

    /** In CommonMark, as descriptions are. */
    private static String text(List<? extends DocTree> parts) {
        StringBuilder text = new StringBuilder();
        for (DocTree part : parts) {
            if (part instanceof LiteralTree literal) {
                text.append('`').append(literal.getBody().getBody()).append('`');
            } else if (part instanceof LinkTree link) {
                text.append(link.getLabel().isEmpty() ? link.getReference().getSignature() : text(link.getLabel()));
            } else if (part.getKind() == DocTree.Kind.START_ELEMENT) {
                text.append(' ');
            } else {
                text.append(part);
            }
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }
}
