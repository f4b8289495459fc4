"""The documents on the wire: marshalled XML and instance XML."""

import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

MODULE = "slapos.slap.slap"


def _root(document):
    if b"<!DOCTYPE" in document[:4096]:
        raise ValueError("A document with a DOCTYPE is refused")
    return ElementTree.fromstring(document)


class _Writer:
    """Writes one value; containers are numbered from 2."""

    def __init__(self):
        self.last = 1

    def write(self, value):
        if value is None:
            return "<none/>"
        if isinstance(value, bool):
            return "<bool>%d</bool>" % value
        if isinstance(value, int):
            return ("<int>%d</int>" if -2 ** 31 < value < 2 ** 31 else "<long>%d</long>") % value
        if isinstance(value, float):
            return "<float>%r</float>" % value
        if isinstance(value, str):
            # Escaped twice: once by the format, once by XML.
            return "<string>%s</string>" % escape(escape(value)).encode("ascii", "xmlcharrefreplace").decode()
        if isinstance(value, tuple):
            return self._items("tuple", "", value)
        self.last += 1
        number = ' id="i%d"' % self.last
        if isinstance(value, list):
            return self._items("list", number, value)
        if isinstance(value, dict):
            pairs = sorted(value.items(), key=lambda pair: (type(pair[0]).__name__, pair[0]))
            return self._items("dictionary", number, [part for pair in pairs for part in pair])
        raise TypeError("%r cannot be sent to a Master" % (value,))

    def _items(self, name, attributes, values):
        content = "".join(map(self.write, values))
        return "<%s%s>%s</%s>" % (name, attributes, content, name) if content else "<%s%s/>" % (name, attributes)


def dumps(value):
    """The marshalled text of a value."""
    return "<marshal>%s</marshal>" % _Writer().write(value)


def loads(document, classes):
    """The value of a marshalled document; objects only of the given classes, by name."""
    known = {}

    def text(element):
        return (element.text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def read(element):
        name = element.tag
        if name == "none":
            return None
        if name == "bool":
            return int(element.text) != 0
        if name in ("int", "long"):
            return int(element.text)
        if name == "float":
            return float(element.text)
        if name in ("string", "unicode"):
            return text(element)
        if name == "tuple":
            return tuple(map(read, element))
        if name == "reference":
            return known[element.get("id")]
        if name == "list":
            value = list(map(read, element))
        elif name == "set":
            value = set(map(read, element))
        elif name == "dictionary":
            parts = list(map(read, element))
            value = dict(zip(parts[::2], parts[1::2]))
        elif name == "object":
            value = instance(element)
        else:
            raise ValueError("Unknown element <%s>" % name)
        known[element.get("id")] = value
        return value

    def instance(element):
        module, name = element.get("module"), element.get("class")
        if module != MODULE or name not in classes:
            raise RuntimeError("Refusing to unmarshall %s.%s" % (module, name))
        arguments, attributes = map(read, element)
        value = classes[name].__new__(classes[name])
        value._restore(*arguments)
        value.__dict__.update(attributes or {})
        return value

    root = _root(document)
    if root.tag != "marshal" or len(root) != 1:
        raise ValueError("Not a marshalled document")
    return read(root[0])


def read_instance_xml(document):
    """The parameters of an instance XML text."""
    values = {}
    for parameter in _root(document.encode()).findall("parameter"):
        key = parameter.get("id")
        values[key] = " ".join((values[key], parameter.text or "")) if key in values else parameter.text
    return values
