// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.QrDrawing;
import io.switchboard.shared.client.WholeFile;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code switchboard identifiers qr}: an identifier's code for cameras. */
@Command(
        name = "qr",
        description = {
            "Draw an identifier's QR code, or write the server's picture of it to a file.",
            "It holds a URL of the server; whoever opens it needs nothing but a browser."
        },
        footer = {
            "%nExamples:",
            "  switchboard identifiers qr ID",
            "  switchboard identifiers qr ID --form digits --png code.png"
        })
final class IdentifierQrCommand extends IdentifierCommands.OfOne {
    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = "${COMPLETION-CANDIDATES}; the first that the identifier has, qr before the others")
    private @Nullable IdentifierForm form;

    @Option(names = "--png", paramLabel = "FILE", description = "write a PNG")
    private @Nullable Path png;

    @Option(names = "--svg", paramLabel = "FILE", description = "write an SVG")
    private @Nullable Path svg;

    @Override
    void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) throws IOException {
        VirtualIdentifierView view = identifiers.get(one).value();
        IdentifierForm chosen = Optional.ofNullable(form).orElseGet(() -> preferred(view));
        String code = view.codes().get(chosen);
        if (code == null) {
            throw new CommandFailedException(CallsRefusal.FORM_NOT_ISSUED.title() + ": it has "
                    + (view.codes().isEmpty() ? "none any more" : view.codes().keySet()) + ".");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        String url = url(context, code);
        result.put("form", chosen);
        result.put("url", url);
        if (png != null) {
            write(png, identifiers.png(one, chosen));
            result.put("png", png.toString());
        }
        if (svg != null) {
            write(svg, identifiers.svg(one, chosen));
            result.put("svg", svg.toString());
        }
        Printer printer = context.printer();
        printer.result(result, () -> {
            if (png == null && svg == null) {
                printer.drawing(QrDrawing.of(url, printer.colours()));
            }
            printer.fields(result);
        });
    }

    /** A picture is drawn anew at any time: one that is there is replaced. */
    private static void write(Path file, byte[] picture) throws IOException {
        WholeFile.at(file, true).write(to -> to.write(picture));
    }

    private static IdentifierForm preferred(VirtualIdentifierView view) {
        return view.codes().containsKey(IdentifierForm.QR)
                ? IdentifierForm.QR
                : view.codes().keySet().stream().findFirst().orElse(IdentifierForm.QR);
    }

    /** The form {@code qr} is handed out as its URL; the typed forms have one too. */
    private static String url(CommandContext context, String code) {
        return code.startsWith("http")
                ? code
                : IdentifierCode.parse(code)
                        .map(parsed -> context.server().issuer() + "/c/" + parsed.symbols())
                        .orElse(code);
    }
}
