// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Javadoc stands where a reader looks for it: on every public type, and on every method of a service or a repository. */
class JavadocTest {
    @Test
    void everyPublicTypeSaysWhatItIs() throws IOException {
        assertThat(missing(true)).isEmpty();
    }

    @Test
    void everyServiceAndRepositoryMethodSaysWhatItDoes() throws IOException {
        assertThat(missing(false)).isEmpty();
    }

    private static List<String> missing(boolean types) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<Path> sources = SourceTree.MODULES.stream()
                    .flatMap(module -> SourceTree.below(module + "/src/main/java").stream())
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            List<String> missing = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(DocTrees.instance(task), unit, types, missing).scan(unit, null);
            }
            return missing;
        }
    }

    /** Looks at what others can reach; what stands inside a hidden type is hidden. */
    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final CompilationUnitTree unit;
        private final boolean types;
        private final List<String> missing;

        Reader(DocTrees docs, CompilationUnitTree unit, boolean types, List<String> missing) {
            this.docs = docs;
            this.unit = unit;
            this.types = types;
            this.missing = missing;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isPublic(type.getModifiers(), getCurrentPath().getParentPath())) {
                return null;
            }
            if (types) {
                require(type.getSimpleName().toString());
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (!types
                    && isPublic(method.getModifiers(), getCurrentPath().getParentPath())
                    && method.getReturnType() != null
                    && !isInherited(method)
                    && enclosingType().filter(this::isServiceOrRepository).isPresent()) {
                require(method.getName().toString());
            }
            return null;
        }

        private boolean isServiceOrRepository(ClassTree type) {
            String room = String.valueOf(unit.getPackageName());
            String name = type.getSimpleName().toString();
            return room.endsWith(".service") || (room.endsWith(".model") && name.endsWith("Repository"));
        }

        private Optional<ClassTree> enclosingType() {
            return Optional.of(getCurrentPath().getParentPath().getLeaf())
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast);
        }

        private void require(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                missing.add(unit.getPackageName() + ": "
                        + unit.getSourceFile().getName().replaceFirst(".*/", "") + ": " + name);
            }
        }

        /** Members of interfaces are public without saying so. */
        private static boolean isPublic(ModifiersTree modifiers, TreePath parent) {
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || (parent.getLeaf().getKind() == Tree.Kind.INTERFACE
                            && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }

        private static boolean isInherited(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }
    }
}
