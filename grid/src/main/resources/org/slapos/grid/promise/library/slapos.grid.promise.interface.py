"""The interface of promises, for releases that bring no slapos.core."""
from zope.interface import Interface


class IPromise(Interface):
    """Methods: sense(), test(), anomaly(); constructor with the configuration dictionary."""
