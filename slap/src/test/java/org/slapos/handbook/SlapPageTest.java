package org.slapos.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.Slap;

/** The examples of docs/slap.md are Java, as somebody would write it who has but the library's public packages. */
class SlapPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  /** What the page's text says is there. */
  private static final String FRAME = """
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.Map;
      import java.util.Optional;
      import org.slapos.slap.*;
      import org.slapos.slap.classic.ClassicSlap;
      import org.slapos.slap.jsonrpc.JsonRpcSlap;
      import org.slapos.slap.wire.Value;

      class Example%d {
        Slap slap;
        String release;
        ComputerPartition shop;

        void example() throws Exception {
      %s
        }
      }
      """;

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(int number, String text) {
      super(URI.create("string:///Example" + number + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }

  @Test
  void every_example_compiles(@TempDir Path target) throws Exception {
    Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/slap.md")));
    var sources = new ArrayList<JavaFileObject>();
    while (examples.find()) {
      sources.add(new Source(sources.size(), FRAME.formatted(sources.size(), examples.group(1))));
    }
    assertThat(sources).hasSizeGreaterThan(5);
    var messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    // Not the class path of this process: test runners put a jar without classes there.
    Path library = Path.of(Slap.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var options = List.of("-d", target.toString(), "-classpath", library.toString());
    assertThat(compiler.getTask(messages, null, null, options, null, sources).call()).as("%s", messages).isTrue();
  }
}
