package org.slapos.cli.proxy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.log.Logging;
import org.slapos.master.Master;

/** {@code slapos proxy start}: runs the built-in Master until it is interrupted. */
public final class ProxyStartCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-u", "--database-uri").metavar("URI")
        .help("the database: a file, made if there is none, or postgresql://user@host/name");
    parser.addArgument("--host").metavar("ADDRESS").help("address to listen on");
    parser.addArgument("--local-software-release-root").metavar("FOLDER")
        .help("where releases that are files of this machine lie; when it changes, their URLs follow");
    parser.addArgument("--port").help("port to listen on; 0 takes a free one");
    parser.addArgument("--access-log").metavar("FILE").help("gets a line of JSON for each request");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    var settings = ProxySettings.master(invocation);
    var log = ProxySettings.reader(ProxySettings.read(invocation), invocation).path("log_file");
    if (log.isPresent() && invocation.global().logFile().isEmpty()) {
      Logging.addFile(log.get());
    }
    Master master = Master.start(settings);
    invocation.terminal().err().println(" * Running on " + master.url().toString().replaceAll("/$", ""));
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
      master.close();
      stopped.countDown();
      // A Master that was told to stop and finished its requests has succeeded.
      Runtime.getRuntime().halt(ExitStatus.SUCCESS);
    }));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitStatus.SUCCESS;
  }
}
