"""What goes wrong between a client and its Master."""


class SlapException(Exception):
    """The base of all."""


class NotFoundError(SlapException):
    """The Master does not know it (404), or it has no such value."""


class ResourceNotReady(SlapException):
    """The Master has nothing yet (408)."""


class ServerError(SlapException):
    """The Master failed (500, 502, 503, 520, 523, 524, 526)."""


class ConnectionError(SlapException):
    """No answer."""


class AuthenticationError(SlapException):
    """Exists for programs that name it."""


class HTTPError(OSError):
    """Any other answer of 400 or more."""
