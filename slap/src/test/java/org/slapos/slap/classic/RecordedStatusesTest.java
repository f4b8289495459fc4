package org.slapos.slap.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.slap.ForbiddenException;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.SlapException;
import org.slapos.slap.http.FakeTransport;

/** Each status as the reference's library took it: a success, or one of its exceptions, which ours tell apart further. */
class RecordedStatusesTest {
  /** A line of the record. */
  record Answer(String method, int status, String result) {}

  static List<Answer> answers() throws IOException {
    try (var in = RecordedStatusesTest.class.getResourceAsStream("recorded-statuses.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .map(line -> line.split("\t", 3))
          .map(cells -> new Answer(cells[0], Integer.parseInt(cells[1]), cells[2]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void a_status_means_what_it_meant(Answer answer) {
    boolean reading = answer.method().equals("GET");
    String path = reading ? "/getComputerStatus" : "/computerBang";
    var transport = new FakeTransport().answering(path, answer.status(), "<marshal><dictionary/></marshal>");
    var computer = new ClassicSlap(transport, "http://master/", Optional.empty(), Map.of()).registerComputer("C");
    ThrowingCallable call = reading ? computer::status : () -> computer.bang("None");
    if (answer.result().startsWith("returns")) {
      assertThatCode(call).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(call).isInstanceOf(expected(answer));
    }
    assertThat(transport.sent()).hasSize(1);
  }

  private static Class<? extends SlapException> expected(Answer answer) {
    String raised = answer.result().replaceFirst("^raises (\\S+).*", "$1");
    return switch (raised.substring(raised.lastIndexOf('.') + 1)) {
      case "NotFoundError" -> NotFoundException.class;
      case "ResourceNotReady" -> ResourceNotReadyException.class;
      case "ServerError" -> ServerErrorException.class;
      case "HTTPError" -> answer.status() == 401 || answer.status() == 403
          ? ForbiddenException.class
          : RequestRefusedException.class;
      default -> throw new IllegalStateException(answer.result());
    };
  }
}
