// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment variables that the server's own configuration and its launcher read, and not the application. Who starts a server has
 * them looked at before: afterwards it would be told in the words of WildFly.
 */
final class ServerVariables {
    private static final int LARGEST_PORT = 65_535;
    private static final int FEWEST_CONNECTIONS = 5;
    private static final int FEWEST_OF_CLIENTS = 10;
    private static final int LONGEST_NODE_NAME = 23;

    private final Map<String, String> environment;
    private final List<String> wrong = new ArrayList<>();

    private ServerVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Everything that is wrong, a sentence each. */
    static List<String> wrong(Map<String, String> environment) {
        ServerVariables variables = new ServerVariables(environment);
        variables.port("SWITCHBOARD_HTTP_PORT", "8080");
        variables.port("SWITCHBOARD_MANAGEMENT_PORT", "9990");
        variables.atLeast("SWITCHBOARD_HTTP_MAX_CONNECTIONS", "20000", FEWEST_OF_CLIENTS);
        variables.logFormat();
        variables.nodeName();
        variables.database();
        return variables.wrong;
    }

    private void port(String variable, String otherwise) {
        String value = value(variable, otherwise);
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > LARGEST_PORT) {
            wrong.add(variable + " is \"" + value + "\": set it to a port number from 1 to 65535");
        }
    }

    private void logFormat() {
        String format = value("SWITCHBOARD_LOG_FORMAT", "text");
        if (!format.equals("text") && !format.equals("json")) {
            wrong.add("SWITCHBOARD_LOG_FORMAT is \"" + format + "\": set it to text or json, or leave it out");
        }
    }

    private void nodeName() {
        String name = value("SWITCHBOARD_NODE_NAME", "");
        if (name.length() > LONGEST_NODE_NAME) {
            wrong.add("SWITCHBOARD_NODE_NAME is \"" + name + "\": set it to " + LONGEST_NODE_NAME
                    + " characters at most");
        }
    }

    private void database() {
        String driver = value("DB_DRIVER", "h2");
        String url = value("DB_URL", "");
        if (!driver.equals("h2") && !driver.equals("postgresql")) {
            wrong.add("DB_DRIVER is \"" + driver + "\": set it to h2 or postgresql, or leave it out for h2");
        } else if (driver.equals("postgresql") && url.isEmpty()) {
            wrong.add(
                    "DB_DRIVER is postgresql but DB_URL is not set: set it to the address of the database, for example"
                            + " jdbc:postgresql://localhost:5432/switchboard, with DB_USER and DB_PASSWORD");
        } else if (!url.isEmpty() && !url.startsWith("jdbc:" + driver + ":")) {
            wrong.add("DB_URL does not fit DB_DRIVER: with " + driver + " it must begin with jdbc:" + driver
                    + ": change DB_URL, or set DB_DRIVER to " + (driver.equals("h2") ? "postgresql" : "h2"));
        }
        atLeast("DB_POOL_MAX", "40", FEWEST_CONNECTIONS);
    }

    private void atLeast(String variable, String otherwise, int least) {
        String connections = value(variable, otherwise);
        if (!connections.matches("\\d{1,7}") || Integer.parseInt(connections) < least) {
            wrong.add(
                    variable + " is \"" + connections + "\": set it to a number of connections from " + least + " up");
        }
    }

    private String value(String variable, String otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isBlank() ? otherwise : value;
    }
}
