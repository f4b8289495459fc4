"""The slap library for Python programs: the nouns of SlapOS over the classic API of a Master."""

from slapos.slap.exception import (
    AuthenticationError, ConnectionError, NotFoundError, ResourceNotReady, ServerError, SlapException)
from slapos.slap.slap import (
    Computer, ComputerPartition, OpenOrder, SoftwareInstance, SoftwareProductCollection, SoftwareRelease, Supply, Token,
    slap)

__all__ = [
    "slap", "ComputerPartition", "Computer", "SoftwareRelease", "SoftwareInstance", "SoftwareProductCollection", "Supply",
    "OpenOrder", "Token", "NotFoundError", "ResourceNotReady", "ServerError", "ConnectionError"]
