// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tool;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our QR codes, read by somebody else's reader, lead to a call and to an enrolled terminal. */
@ExtendWith(SharedServer.class)
class QrCodeIT {
    private static final Pattern VIEW_BOX = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
    private static final Pattern MODULE = Pattern.compile("M(\\d+),(\\d+)h1v1h-1z");
    private static final int PIXELS_PER_MODULE = 4;

    private final ServerUnderTest server;
    private final Account account;
    private final Terminal owner;
    private final Tool zbarimg;

    @TempDir
    Path directory;

    QrCodeIT(ServerUnderTest server) {
        zbarimg = Tool.required("zbarimg", "zbar-tools");
        this.server = server;
        account = server.newEnterprise().newAccount();
        owner = account.enrolsTerminal();
    }

    @ParameterizedTest
    @ValueSource(strings = {"characters", "digits", "qr"})
    void aReaderReadsEveryFormAndWhatItReadsRings(String form) {
        Identifier identifier = owner.issuesIdentifier(List.of("characters", "digits", "qr"));
        String read = read(png(owner, identifier.path() + "/qr?format=png&form=" + form));

        assertThat(read).isEqualTo(read(svg(owner, identifier.path() + "/qr?form=" + form)));
        assertThat(read).startsWith(server.address() + "/c/");
        String code = read.substring((server.address() + "/c/").length());
        String handedOut = identifier.code(form);
        assertThat(form.equals("qr") ? read : code)
                .isEqualTo(form.equals("qr") ? handedOut : handedOut.replaceAll("[ -]", ""));

        Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
        String call = caller.dials(read);
        assertThat(owner.awaits("call.ringing", call)
                        .data()
                        .get("virtualIdentifierId")
                        .asText())
                .isEqualTo(identifier.id());
        assertThat(caller.dials(code)).isNotEqualTo(call);
    }

    @Test
    void theQrFormIsDrawnWhenNothingElseIsSaid() {
        Identifier identifier = owner.issuesIdentifier(List.of("characters", "qr"));
        assertThat(read(svg(owner, identifier.path() + "/qr"))).isEqualTo(identifier.code("qr"));
    }

    @Test
    void aReaderReadsAnEnrolmentAndWhatItReadsEnrolsATerminal() {
        JsonNode enrolment = account.enterprise()
                .post("/accounts/" + account.id() + "/enrolments")
                .expect(201)
                .json();
        String qr = "/accounts/" + account.id() + "/enrolments/"
                + enrolment.get("id").asText() + "/qr";
        String read = read(png(account.enterprise(), qr + "?format=png"));

        assertThat(read)
                .isEqualTo(enrolment.get("url").asText())
                .isEqualTo(read(svg(account.enterprise(), qr)))
                .startsWith(server.address() + "/enrol#");
        String code = read.substring((server.address() + "/enrol#").length());
        Terminal.enrolment(server, code, Keypairs.fresh(), Keypairs.fresh()).expect(201);
        account.enterprise().get(qr).expect(404, "not-found");
    }

    @Test
    void aFormThatWasNotIssuedHasNoCode() {
        Identifier identifier = owner.issuesIdentifier(List.of("digits"));
        owner.get(identifier.path() + "/qr").expect(404, "form-not-issued");
        owner.get(identifier.path() + "/qr?form=characters&format=png").expect(404, "form-not-issued");
    }

    @Test
    void aRevokedIdentifiersCodeIsDrawnNoMore() {
        Identifier identifier = owner.issuesIdentifier(List.of("qr"));
        owner.revokes(identifier);
        owner.get(identifier.path() + "/qr").expect(404, "form-not-issued");
    }

    private String read(Path image) {
        return zbarimg.run("--nodbus", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", image.toString())
                .strip();
    }

    private Path png(Caller caller, String path) {
        Reply reply = caller.get(path).expect(200);
        assertThat(reply.header("Content-Type")).hasValue("image/png");
        return file("png", reply.body());
    }

    /** Drawn here, module by module. */
    private Path svg(Caller caller, String path) {
        Reply reply = caller.get(path).expect(200);
        assertThat(reply.header("Content-Type").orElse("")).startsWith("image/svg+xml");
        String svg = new String(reply.body(), StandardCharsets.UTF_8);
        Matcher box = VIEW_BOX.matcher(svg);
        assertThat(box.find()).as(svg).isTrue();
        int side = Integer.parseInt(box.group(1)) * PIXELS_PER_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = image.createGraphics();
        paper.setColor(Color.WHITE);
        paper.fillRect(0, 0, side, side);
        paper.setColor(Color.BLACK);
        MODULE.matcher(svg)
                .results()
                .forEach(module -> paper.fillRect(
                        Integer.parseInt(module.group(1)) * PIXELS_PER_MODULE,
                        Integer.parseInt(module.group(2)) * PIXELS_PER_MODULE,
                        PIXELS_PER_MODULE,
                        PIXELS_PER_MODULE));
        paper.dispose();
        Path file = directory.resolve("drawn.png");
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private Path file(String extension, byte[] bytes) {
        try {
            return Files.write(directory.resolve("code." + extension), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
