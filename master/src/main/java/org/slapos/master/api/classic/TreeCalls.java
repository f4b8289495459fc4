package org.slapos.master.api.classic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slapos.master.api.Caller;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Tree;
import org.slapos.master.http.Fields;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Value;

/** What concerns all that belongs to an instance; a full Master's calls. */
final class TreeCalls {
  private static final String TITLES = "instance_reference_xml";

  private final Store store;

  TreeCalls(Store store) {
    this.store = store;
  }

  /** {@code getHostingSubscriptionIpList}: the addresses of all partitions of the tree, the asking one's among them. */
  Response addresses(Request request) {
    var id = place(request.queryFields());
    List<NetworkAddress> found =
        store.read(
            register ->
                register
                    .instance(id)
                    .map(instance -> Tree.around(instance, register))
                    .orElseThrow(() -> HttpProblem.of(404, "There is no instance in partition " + id + "."))
                    .stream()
                    .flatMap(member -> register.addresses(member.place()).stream())
                    .toList());
    return ClassicApi.marshalled(Documents.addresses(found));
  }

  /** {@code updateComputerPartitionRelatedInstanceList}: the titles that a partition still requests. */
  Response keepRelated(Request request) {
    var form = FormReader.read(request);
    var command = new Command.KeepRelated(place(form), titles(form.get(TITLES)));
    Refusals.accepted(store.execute(command, Caller.author(request)));
    return Response.ok("OK");
  }

  private static Set<String> titles(String document) {
    if (!(MarshalledField.read(TITLES, document) instanceof Value.ListValue(var items))) {
      throw HttpProblem.badField(TITLES, "not a list");
    }
    var titles = new HashSet<String>();
    for (var item : items) {
      if (!(item instanceof Value.Text(var title))) {
        throw HttpProblem.badField(TITLES, "holds something else than texts");
      }
      titles.add(title);
    }
    return titles;
  }

  private static PartitionId place(Fields fields) {
    return new PartitionId(fields.get("computer_id"), fields.get("computer_partition_id"));
  }
}
