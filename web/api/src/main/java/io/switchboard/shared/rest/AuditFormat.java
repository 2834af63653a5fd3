// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.Csv;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.AuditEntryView;
import java.util.Arrays;
import java.util.List;

/** As what the audit is exported. */
enum AuditFormat {
    NDJSON("application/x-ndjson", "audit.ndjson") {
        @Override
        String head() {
            return "";
        }

        @Override
        String line(AuditEntryView entry) {
            return WireJson.write(entry) + "\n";
        }
    },
    CSV("text/csv;charset=utf-8", "audit.csv") {
        @Override
        String head() {
            return Csv.line(List.of(
                    "id",
                    "at",
                    "enterpriseId",
                    "actor",
                    "actingFor",
                    "action",
                    "resource",
                    "outcome",
                    "sourceAddress",
                    "requestId"));
        }

        @Override
        String line(AuditEntryView entry) {
            return Csv.line(Arrays.asList(
                    entry.id(),
                    entry.at(),
                    entry.enterpriseId(),
                    entry.actor(),
                    entry.actingFor(),
                    entry.action(),
                    entry.resource(),
                    entry.outcome(),
                    entry.sourceAddress(),
                    entry.requestId()));
        }
    };

    private final String mediaType;
    private final String file;

    AuditFormat(String mediaType, String file) {
        this.mediaType = mediaType;
        this.file = file;
    }

    String mediaType() {
        return mediaType;
    }

    /** What a browser calls it. */
    String file() {
        return file;
    }

    /** What comes before all entries. */
    abstract String head();

    /** One entry. */
    abstract String line(AuditEntryView entry);
}
