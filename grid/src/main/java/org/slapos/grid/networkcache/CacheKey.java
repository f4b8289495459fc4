package org.slapos.grid.networkcache;

import java.util.regex.Pattern;
import org.slapos.slap.http.PercentEncoding;
import org.slapos.slap.http.UrlDigest;

/**
 * Names an index entry.
 *
 * @param text as it stands in the URL, before escaping
 */
public record CacheKey(String text) {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  public CacheKey {
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("not a key of the network cache: '" + text + "'");
    }
  }

  /** The built software release of that URL: the MD5 of the URL. */
  public static CacheKey release(String softwareUrl) {
    return new CacheKey(UrlDigest.of(softwareUrl));
  }

  /** As {@link #release}, of a URL or of what begins with an MD5 already; {@code cachelookup binary-sr} takes both. */
  public static CacheKey releaseOrMd5(String urlOrMd5) {
    var md5 = MD5.matcher(urlOrMd5);
    return md5.lookingAt() ? new CacheKey(md5.group()) : release(urlOrMd5);
  }

  /** A source file by its URL: {@code file-urlmd5:MD5}. */
  public static CacheKey sourceFile(String url) {
    return new CacheKey("file-urlmd5:" + UrlDigest.of(url));
  }

  /** A source file as named before 1.7.6: {@code slapos-buildout-MD5}. */
  public static CacheKey oldSourceFile(String url) {
    return new CacheKey("slapos-buildout-" + UrlDigest.of(url));
  }

  /** A Python package: {@code pypi:NAME=VERSION}. */
  public static CacheKey pythonPackage(String name, String version) {
    return new CacheKey("pypi:" + name + "=" + version);
  }

  /** As it follows the index URL; colons and equal signs stay as they are, as servers keep entries under raw names. */
  String escaped() {
    return PercentEncoding.component(text).replace("%3A", ":").replace("%3D", "=");
  }

  @Override
  public String toString() {
    return text;
  }
}
