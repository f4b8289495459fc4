package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.api.Caller;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Command;
import org.slapos.master.http.FormReader;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.multimaster.Forwarding;
import org.slapos.master.multimaster.InstanceRequest;
import org.slapos.master.store.Store;
import org.slapos.slap.RequestedState;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Requests for instances, {@code requestComputerPartition}. */
final class RequestCall {
  private final Store store;
  private final ClassicSettings settings;
  private final Forwarding forwarding;
  private final FakeFrontend fakeFrontend;

  RequestCall(Store store, ClassicSettings settings, Forwarding forwarding, FakeFrontend fakeFrontend) {
    this.store = store;
    this.settings = settings;
    this.forwarding = forwarding;
    this.fakeFrontend = fakeFrontend;
  }

  Response handle(Request request) {
    var form = RequestForm.read(request, FormReader.read(request));
    var elsewhere = forwarding.answer(forwardable(form, request), Caller.author(request));
    if (elsewhere.isPresent()) {
      return ClassicApi.marshalled(elsewhere.get());
    }
    if (!form.shared()) {
      return ClassicApi.marshalled(instance(form, request));
    }
    var fake = fakeFrontend.answer(form, PublicUrl.of(request));
    return ClassicApi.marshalled(fake.isPresent() ? fake.get() : shared(form, request));
  }

  private InstanceRequest forwardable(RequestForm form, Request request) {
    return new InstanceRequest(
        form.claim(),
        form.title(),
        form.softwareRelease(),
        form.softwareType(),
        form.parameters(),
        form.filter(),
        form.state(),
        form.shared(),
        computer(form),
        Set.of(PublicUrl.of(request)),
        request.headers().getOrDefault("via", List.of()));
  }

  private Value instance(RequestForm form, Request request) {
    var command =
        new Command.RequestInstance(
            form.claim(),
            form.title(),
            form.softwareRelease(),
            Optional.of(form.softwareType()).filter(type -> !type.isEmpty()),
            form.defaultType(),
            MarshalledField.instanceXml("partition_parameter_xml", form.parameters()),
            computer(form),
            form.state());
    return switch (Refusals.accepted(store.execute(command, Caller.author(request)))) {
      case Answer.Allocated allocated -> InstanceDocument.of(allocated, form.parameters());
      default -> throw HttpProblem.internal();
    };
  }

  private Value shared(RequestForm form, Request request) {
    var parameterXml = MarshalledField.instanceXml("partition_parameter_xml", form.parameters());
    var computer = computer(form);
    var command =
        new Command.RequestShared(
            form.claim(),
            form.title(),
            form.softwareRelease(),
            form.softwareType(),
            Marshal.write(form.parameters()),
            computer,
            form.filter("instance_guid").map(guid -> partition(guid, computer)),
            form.state().equals(Optional.of(RequestedState.DESTROYED)));
    return switch (Refusals.accepted(store.execute(command, Caller.author(request)))) {
      case Answer.AllocatedShared allocated -> InstanceDocument.of(allocated, parameterXml);
      default -> throw HttpProblem.internal();
    };
  }

  private String computer(RequestForm form) {
    return form.filter("computer_guid").orElse(settings.defaultComputer());
  }

  private static String partition(String guid, String computer) {
    return guid.startsWith(computer + "-") ? guid.substring(computer.length() + 1) : guid;
  }
}
