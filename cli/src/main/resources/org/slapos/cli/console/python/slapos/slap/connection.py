"""HTTP to one Master."""

import ssl
import urllib.error
import urllib.parse
import urllib.request

from slapos.slap.exception import ConnectionError, HTTPError, NotFoundError, ResourceNotReady, ServerError

USER_AGENT = "slapos.core/1.26.1 (slapos-java)"
SERVER_ERRORS = (500, 502, 503, 520, 523, 524, 526)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """307 and 308 repeat the call with its body; the others become GET."""

    def redirect_request(self, request, fp, code, message, headers, url):
        if code in (307, 308) and request.data is not None:
            return urllib.request.Request(url, request.data, request.headers, method=request.get_method())
        return super().redirect_request(request, fp, code, message, headers, url)

    http_error_308 = urllib.request.HTTPRedirectHandler.http_error_302


class ConnectionHelper:
    """Calls by their names; failures become the exceptions of slapos.slap."""

    def __init__(self, master_url, key_file=None, cert_file=None, master_ca_file=None, timeout=60):
        self.slapgrid_uri = bracketed(master_url)
        self.key_file = key_file
        self.cert_file = cert_file
        self.master_ca_file = master_ca_file
        self.timeout = timeout
        self._opener = None

    def _open(self, request):
        if self._opener is None:
            handlers = [_Redirects()]
            if self.slapgrid_uri.startswith("https") or request.full_url.startswith("https"):
                context = ssl.create_default_context(cafile=self.master_ca_file)
                if not self.master_ca_file:
                    context.check_hostname = False
                    context.verify_mode = ssl.CERT_NONE
                if self.cert_file:
                    context.load_cert_chain(self.cert_file, self.key_file)
                handlers.append(urllib.request.HTTPSHandler(context=context))
            self._opener = urllib.request.build_opener(*handlers)
        return self._opener.open(request, timeout=self.timeout)

    def get(self, path, params=None):
        url = urllib.parse.urljoin(self.slapgrid_uri, path)
        request = urllib.request.Request(url + ("?" + urllib.parse.urlencode(params) if params else ""))
        return self.send(request, path, params)

    def post(self, path, fields, headers=None):
        url = urllib.parse.urljoin(self.slapgrid_uri, path)
        data = urllib.parse.urlencode([(key, str(value)) for key, value in fields]).encode()
        return self.send(urllib.request.Request(url, data, headers or {}), path, None)

    def send(self, request, path, params):
        request.add_header("User-Agent", USER_AGENT)
        request.add_header("Accept", "*/*")
        url = request.full_url
        try:
            with self._open(request) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            code = error.code
            plain = url.split("?")[0] + (" - %r" % (params,) if params else "")
            kind = "Client" if code < 500 else "Server"
            text = "%d %s Error: %s for url: %s" % (code, kind, error.reason, url)
        except (OSError, ValueError) as error:
            if isinstance(error, ValueError) or isinstance(error, FileNotFoundError):
                raise
            raise ConnectionError(
                "Couldn't connect to the server at %s. Check the master URL, the network (IPv6 included) and that the "
                "Master is running. The original error was:\n%s" % (url, getattr(error, "reason", error))) from None
        if code == 404:
            raise NotFoundError(plain)
        if code == 408:
            raise ResourceNotReady(path)
        if code in SERVER_ERRORS:
            raise ServerError(text)
        raise HTTPError(text)


def bracketed(url):
    """A base URL with its final slash; an IPv6 address gets its brackets."""
    scheme, found, rest = url.partition("://")
    if found:
        host, slash, path = rest.partition("/")
        if host.count(":") > 1 and "[" not in host:
            head, _, port = host.rpartition(":")
            host = "[%s]:%s" % (head, port) if port.isdigit() and len(port) > 4 else "[%s]" % host
        url = scheme + found + host + slash + path
    return url if url.endswith("/") else url + "/"
