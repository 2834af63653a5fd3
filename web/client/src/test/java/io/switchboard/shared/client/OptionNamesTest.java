// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionNamesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "identifiers issue, /conditions/maxCalls, --max-calls",
        "identifiers issue, /conditions/validFor, --valid-for",
        "identifiers issue, /forms/1, --forms",
        "identifiers edit, /label, --label",
        "identifiers issue, /conditions/weeklyHours/hours/0/to, --weekly-hours",
        "identifiers issue, /conditions/allowCallers/3, --allow-callers",
        "identifiers edit, /conditions/pin, --pin-prompt",
        "calls dial, /pin, --pin-prompt",
        "settings edit, /defaultValidity, --validity",
        "settings edit, /defaultMaxCalls, --max-calls",
        "accounts create, /name, NAME",
        "accounts edit, /name, --name",
        "accounts create, /addresses/0/value, --phone or --social",
        "admin api-clients create, /scopes/1, --scope",
        "webhooks create, /types/0, --type",
        "webhooks create, /url, URL",
        "calls dial, /code, CODE",
        "calls list, limit, --limit"
    })
    void aPartOfARequestIsCalledWhatTheCommandCallsIt(String command, String pointer, String name) {
        assertThat(names(command).of(pointer)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"webhooks create, /addresses/0/value", "identifiers issue, ''", "identifiers issue, /"})
    void whatTheCommandHasNoNameForKeepsItsPointer(String command, String pointer) {
        assertThat(names(command).of(pointer)).isEqualTo(pointer);
    }

    private OptionNames names(String path) {
        CommandLine command = SwitchboardCommand.commandLine(new FakeMachine(directory), new StringReader(""));
        for (String name : path.split(" ", -1)) {
            command = Fields.required(command.getSubcommands().get(name), name);
        }
        return new OptionNames(command.getCommandSpec());
    }
}
