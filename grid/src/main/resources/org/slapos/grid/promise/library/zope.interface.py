"""As much of zope.interface as promises use, for releases that bring none."""


class _InterfaceType(type):
    def implementedBy(cls, candidate):
        """Whether a class, or one it derives from, was declared to implement this interface."""
        return any(interface.__module__ == cls.__module__ and interface.__name__ == cls.__name__
                   for base in candidate.__mro__
                   for interface in vars(base).get('__implemented_interfaces__', ()))


class Interface(metaclass=_InterfaceType):
    pass


def implementer(*interfaces):
    def declare(candidate):
        candidate.__implemented_interfaces__ = interfaces
        return candidate
    return declare
