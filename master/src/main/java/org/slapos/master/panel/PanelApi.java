package org.slapos.master.panel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.http.Handler;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Redirect;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes;
import org.slapos.master.store.Store;

/** {@code /}, {@code /panel} and all below. */
public final class PanelApi implements Handler {
  private static final byte[] STYLE = read("panel.css");

  private final Store store;

  public PanelApi(Store store) {
    this.store = store;
  }

  /** Whether a path belongs to the panel. */
  public static boolean serves(Request request) {
    var path = request.rawPath();
    return path.equals("/") || path.equals("/panel") || path.startsWith(PanelUrl.BASE);
  }

  @Override
  public Response handle(Request request) {
    return Routes.answer(Routes.Route.get(this::page), request);
  }

  private Response page(Request request) {
    return switch (request.rawPath()) {
      case "/" -> Redirect.to(302, prefix(request) + PanelUrl.BASE);
      case "/panel" -> Redirect.to(308, PublicUrl.of(request) + PanelUrl.BASE);
      default -> page(PanelUrl.parts(request.rawPath())).orElseThrow(HttpProblem::noSuchPage);
    };
  }

  private static String prefix(Request request) {
    return request.header("x-forwarded-prefix").filter(text -> text.startsWith("/") && !text.startsWith("//"))
        .map(text -> text.replaceAll("/+$", "")).orElse("");
  }

  private Optional<Response> page(List<String> parts) {
    if (parts.equals(List.of(""))) {
      return Optional.of(store.read(register -> new OverviewPage(register).response()));
    }
    if (parts.equals(List.of("panel.css"))) {
      return Optional.of(new Response(200, "text/css; charset=utf-8", Map.of("Cache-Control", "max-age=3600"), STYLE));
    }
    return switch (parts.getFirst() + " " + parts.size()) {
      case "computer 2" -> store.read(register -> ComputerPage.of(parts.get(1), register));
      case "instance 3" -> instance(new PartitionId(parts.get(1), parts.get(2)));
      default -> Optional.empty();
    };
  }

  private Optional<Response> instance(PartitionId place) {
    var reports = store.reports(new StatusReport.Subject.Place(place));
    return store.read(register -> InstancePage.of(place, register, reports));
  }

  private static byte[] read(String name) {
    try (InputStream in = PanelApi.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
