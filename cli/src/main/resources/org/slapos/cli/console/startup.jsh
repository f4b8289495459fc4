import org.slapos.slap.*;
import org.slapos.slap.wire.Value;
import static org.slapos.cli.console.JavaNames.*;
Slap slap = slap();
List<String> args = arguments();
