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
 * The OpenAPI document describes every property with the words of the records' Javadoc. They are taken over into a resource of the API,
 * since sources are not there at run time. Run with {@code -Dswitchboard.docs=write} it writes the resource.
 */
class WireDescriptionsTest {
    private static final String RESOURCE = "web/api/src/main/resources/openapi/wire.json";
    private static final boolean WRITE = "write".equals(System.getProperty("switchboard.docs"));

    private record Told(String description, List<String> always, Map<String, String> properties) {}

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
    void theDocumentSaysWhatTheSourcesSay() throws IOException {
        String made = json(told()) + "\n";
        if (WRITE) {
            Files.writeString(SourceTree.file(RESOURCE), made);
        }
        assertThat(SourceTree.read(RESOURCE))
                .as("%s differs from the Javadoc; run this test with -Dswitchboard.docs=write", RESOURCE)
                .isEqualTo(made);
    }

    private static String json(Map<String, Told> told) {
        try {
            return new ObjectMapper()
                    .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(told);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Told> told() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<Path> sources = SourceTree.below("web/wire/src/main/java").stream()
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            Map<String, Told> told = new TreeMap<>();
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type.getKind() == Tree.Kind.RECORD) {
                        ClassTree record = (ClassTree) type;
                        DocCommentTree doc = docs.getDocCommentTree(TreePath.getPath(unit, record));
                        told.put(record.getSimpleName().toString(), told(record, doc));
                    }
                }
            }
            assertThat(told).hasSizeGreaterThan(20);
            return told;
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
