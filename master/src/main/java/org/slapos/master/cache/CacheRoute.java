package org.slapos.master.cache;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a path below {@code /shacache} means, and by which methods it is asked. */
sealed interface CacheRoute {
  Pattern CONTENT = Pattern.compile("/shacache/cache/([^/]+)");
  Pattern ENTRY = Pattern.compile("/shacache/dir/([^/]+)");

  List<String> methods();

  /** One content, possibly of a name that none can have. */
  record Content(String sha512) implements CacheRoute {
    @Override
    public List<String> methods() {
      return List.of("GET", "HEAD", "OPTIONS", "PUT");
    }
  }

  /** One key of the index. */
  record Entry(String key) implements CacheRoute {
    @Override
    public List<String> methods() {
      return List.of("GET", "HEAD", "OPTIONS", "PUT");
    }
  }

  /** All contents, to add one. */
  enum Contents implements CacheRoute {
    CONTENTS;

    @Override
    public List<String> methods() {
      return List.of("POST", "OPTIONS");
    }
  }

  /** The whole index, to bring it up to date. */
  enum Update implements CacheRoute {
    UPDATE;

    @Override
    public List<String> methods() {
      return List.of("POST", "OPTIONS");
    }
  }

  static Optional<CacheRoute> of(String path) {
    var content = CONTENT.matcher(path);
    if (content.matches()) {
      return Optional.of(new Content(content.group(1)));
    }
    var entry = ENTRY.matcher(path);
    if (entry.matches() && StoredFiles.isName(entry.group(1))) {
      return Optional.of(new Entry(entry.group(1)));
    }
    return switch (path) {
      case "/shacache/cache", "/shacache/cache/" -> Optional.of(Contents.CONTENTS);
      case "/shacache/update" -> Optional.of(Update.UPDATE);
      default -> Optional.empty();
    };
  }
}
