// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code switchboard generate-completion}; picocli's own would claim {@code --help} a second time. */
@Command(
        name = "generate-completion",
        description = "Print a completion script for bash and zsh.",
        footer = "%nExample:%n  source <(switchboard generate-completion)")
final class CompletionCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = Fields.required(spec, "the command line").root().commandLine();
        root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
        root.getOut().flush();
    }
}
