package org.slapos.master.api.classic;

import java.util.HashMap;
import java.util.Map;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.multimaster.Forwarding;
import org.slapos.master.relay.PublishedOrigins;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The table of the classic API: every call that a slapproxy serves, and those that clients make of a full Master. */
public final class ClassicApi {
  private final NodeCalls node;
  private final SoftwareCalls software;
  private final RequestCall request;
  private final InstanceCalls instances;
  private final ReportCalls reports;
  private final MessageCalls messages;
  private final TreeCalls trees;
  private final StatusCalls statuses;
  private final ComputerCalls computers;
  private final String runId;

  /**
   * The API over a store.
   *
   * @param forwarding for requests that belong to other Masters
   * @param origins learn which pages may be relayed
   * @param runId tells this process from others, as {@code getRunId} answers
   */
  public ClassicApi(Store store, ClassicSettings settings, Forwarding forwarding, PublishedOrigins origins, String runId) {
    this.node = new NodeCalls(store, settings);
    this.software = new SoftwareCalls(store, settings);
    this.request = new RequestCall(store, settings, forwarding, new FakeFrontend(origins));
    this.instances = new InstanceCalls(store);
    this.reports = new ReportCalls(store, settings);
    this.messages = new MessageCalls(store);
    this.trees = new TreeCalls(store);
    this.statuses = new StatusCalls(store, settings);
    this.computers = new ComputerCalls(store, settings);
    this.runId = runId;
  }

  /** The routes by path. */
  public Map<String, Route> routes() {
    var routes = new HashMap<String, Route>();
    routes.put("/getFullComputerInformation", Route.get(node.computerInformation()));
    routes.put("/getComputerInformation", Route.get(node.computerInformation()));
    routes.put("/registerComputerPartition", Route.get(node.partition()));
    routes.put("/loadComputerConfigurationFromXML", Route.post(node::format));
    routes.put("/getSoftwareReleaseListFromSoftwareProduct", Route.get(software::releasesOfProduct));
    routes.put("/getRunId", Route.get(call -> Response.ok(runId)));
    routes.put("/supplySupply", Route.post(software::supply));
    routes.put("/destroyedSoftwareRelease", Route.post(software::destroyed));
    routes.put("/requestComputerPartition", Route.post(request::handle));
    routes.put("/setComputerPartitionConnectionXml", Route.post(instances::publish));
    routes.put("/softwareInstanceBang", Route.post(instances::bang));
    routes.put("/softwareInstanceRename", Route.post(instances::rename));
    routes.put("/destroyedComputerPartition", Route.post(instances::destroyed));
    routes.put("/computerBang", Route.post(messages::bang));
    routes.put("/useComputer", Route.post(messages::usage));
    routes.put("/useComputerPartition", Route.post(messages::usage));
    routes.put("/getHateoasUrl", Route.get(call -> Response.ok(PublicUrl.of(call) + "/hateoas/")));
    routes.put("/getHostingSubscriptionIpList", Route.get(trees::addresses));
    routes.put("/updateComputerPartitionRelatedInstanceList", Route.post(trees::keepRelated));
    routes.putAll(reports.routes());
    routes.putAll(statuses.routes());
    routes.putAll(computers.routes());
    return routes;
  }

  static Response marshalled(Value value) {
    return Response.ok(Marshal.write(value));
  }
}
