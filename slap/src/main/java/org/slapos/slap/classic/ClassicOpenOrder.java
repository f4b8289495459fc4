package org.slapos.slap.classic;

import java.util.function.Supplier;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.OpenOrder;
import org.slapos.slap.hateoas.Navigator;
import org.slapos.slap.http.Form;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** A user's requests. */
final class ClassicOpenOrder implements OpenOrder {
  private final MasterCalls master;
  private final Partitions partitions;
  private final Supplier<Navigator> navigator;

  ClassicOpenOrder(MasterCalls master, Partitions partitions, Supplier<Navigator> navigator) {
    this.master = master;
    this.partitions = partitions;
    this.navigator = navigator;
  }

  @Override
  public ComputerPartition request(InstanceRequest request) {
    return partitions.requestAsUser(request);
  }

  @Override
  public Computer requestComputer(String title) {
    var call = "requestComputer";
    var answer = master.postValue(call, Form.of("computer_title", title));
    var id = partitions.read(call, () -> computerId(answer));
    return new ClassicComputer(master, partitions, navigator, id);
  }

  private static String computerId(Value answer) {
    if (answer instanceof Value.Instance computer) {
      return WireObjects.text(computer, "_computer_id", 0)
          .orElseThrow(() -> new MalformedDocumentException("a computer without id"));
    }
    throw new MalformedDocumentException("a computer was expected");
  }

  @Override
  public InstanceInformation information(String reference) {
    return navigator.get().instanceTree(reference);
  }
}
