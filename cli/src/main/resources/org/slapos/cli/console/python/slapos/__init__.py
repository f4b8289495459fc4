"""The client's part of SlapOS for Python programs; other distributions may add to this package."""

import pkgutil

__path__ = pkgutil.extend_path(__path__, __name__)
