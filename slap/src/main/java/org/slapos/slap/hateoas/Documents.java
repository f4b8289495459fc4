package org.slapos.slap.hateoas;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.http.Failures;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Transport;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;

/** Fetches documents; the root only once (or twice, if two threads come first together). */
final class Documents {
  private final Transport transport;
  private final HttpUrl rootUrl;
  private volatile @Nullable Document root;

  Documents(Transport transport, HttpUrl rootUrl) {
    this.transport = transport;
    this.rootUrl = rootUrl;
  }

  /** The address behind a link of the root document. */
  String rootLink(String name) {
    var known = root;
    if (known == null) {
      known = read(HttpCall.get(rootUrl).withHeader("Cache-Control", "no-cache"), found -> found);
      root = known;
    }
    return look(rootUrl, known, document -> document.text("_links", name, "href"));
  }

  /** The address that a template of the root document makes of variables. */
  String expand(String name, Map<String, List<String>> variables) {
    var template = rootLink(name);
    try {
      return new UriTemplate(template).expand(variables);
    } catch (IllegalArgumentException e) {
      throw leadsNowhere(e);
    }
  }

  private ServerErrorException leadsNowhere(IllegalArgumentException e) {
    return new ServerErrorException("The HATEOAS API at " + rootUrl + " leads nowhere: " + e.getMessage(), e);
  }

  /**
   * Fetches a document and looks into it.
   *
   * @param url absolute, or relative to the root
   */
  <T> T read(String url, Function<Document, T> look) {
    HttpUrl resolved;
    try {
      resolved = rootUrl.resolve(url);
    } catch (IllegalArgumentException e) {
      throw leadsNowhere(e);
    }
    return read(HttpCall.get(resolved), look);
  }

  private <T> T read(HttpCall call, Function<Document, T> look) {
    HttpAnswer answer;
    try {
      answer = transport.send(call);
    } catch (IOException e) {
      throw Failures.unreachable(rootUrl, e);
    }
    var failure = Failures.of(answer, call.url(), call.url().toString(), Form.empty());
    if (failure.isPresent()) {
      throw failure.get();
    }
    return look(call.url(), answer, look);
  }

  private static <T> T look(HttpUrl url, HttpAnswer answer, Function<Document, T> look) {
    try {
      return look.apply(Document.of(JsonText.read(answer.text())));
    } catch (MalformedDocumentException e) {
      throw unreadable(url, e);
    }
  }

  private static <T> T look(HttpUrl url, Document document, Function<Document, T> look) {
    try {
      return look.apply(document);
    } catch (MalformedDocumentException e) {
      throw unreadable(url, e);
    }
  }

  private static ServerErrorException unreadable(HttpUrl url, RuntimeException reason) {
    return new ServerErrorException("The HATEOAS document " + url + " is unreadable: " + reason.getMessage(), reason);
  }
}
