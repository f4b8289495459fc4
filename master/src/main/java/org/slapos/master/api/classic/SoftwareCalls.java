package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Installation;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Value;

/** Releases: which there are, where they shall be, where they are gone. */
final class SoftwareCalls {
  private final Store store;
  private final ClassicSettings settings;

  SoftwareCalls(Store store, ClassicSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Response supply(Request request) {
    var form = FormReader.read(request);
    var url = form.get("url");
    var computer = form.get("computer_id");
    var state = SoftwareRelease.State.of(form.get("state"))
        .orElseThrow(() -> HttpProblem.badField("state", "neither available nor destroyed"));
    var command = new Command.Supply(new Installation(computer, url, state));
    Refusals.accepted(store.execute(command, Caller.author(request)));
    return Response.ok("Supplied " + PythonText.quote(url) + " to be " + state.wireName());
  }

  Response destroyed(Request request) {
    var form = FormReader.read(request);
    var command = new Command.ReportReleaseDestroyed(form.get("computer_id"), form.get("url"));
    Refusals.accepted(store.execute(command, Caller.author(request)));
    return Response.ok("OK");
  }

  /** The release of a product, or those of the products that a release belongs to. */
  Response releasesOfProduct(Request request) {
    var fields = request.queryFields();
    var url = fields.find("software_release_url");
    var product = fields.find("software_product_reference");
    if (url.isPresent() && product.isPresent()) {
      throw HttpProblem.badField("software_release_url", "only one of it and software_product_reference may be there");
    }
    var urls = url.map(this::ofSameProduct).orElseGet(() -> ofProduct(fields.get("software_product_reference")));
    return ClassicApi.marshalled(new Value.ListValue(urls.stream().<Value>map(Value.Text::new).toList()));
  }

  private List<String> ofProduct(String product) {
    return Optional.ofNullable(settings.softwareProducts().get(product)).stream().toList();
  }

  private List<String> ofSameProduct(String url) {
    return settings.softwareProducts().containsValue(url) ? List.of(url) : List.of();
  }
}
