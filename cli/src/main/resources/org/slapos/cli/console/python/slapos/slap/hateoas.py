"""The user's view through the HATEOAS API of a Master."""

import json
import re
import urllib.parse
import urllib.request

from slapos.slap.exception import NotFoundError

TREES = 'portal_type:"Instance Tree" AND validation_state:validated'
COMPUTERS = 'portal_type:"Compute Node" AND validation_state:validated'
INSTANCES = 'portal_type:("Software Instance", "Slave Instance") AND validation_state:validated'
INSTALLATIONS = 'portal_type:"Software Installation" AND validation_state:validated'
FIELDS = ("StringField", "EmailField", "IntegerField", "FloatField", "TextAreaField")


def expand(template, variables):
    """A URI template with the operators that Masters use."""

    def part(name, named):
        exploded = name.endswith("*")
        name = name.rstrip("*")
        values = variables.get(name, [])
        values = [urllib.parse.quote(str(value), "") for value in ([values] if isinstance(values, (str, int)) else values)]
        values = values if exploded else [",".join(values)] if values else []
        return [name + "=" + value if named else value for value in values]

    def expression(found):
        operator, names = found.group(1), found.group(2).split(",")
        parts = [text for name in names for text in part(name, bool(operator))]
        return (operator if parts else "") + ("&" if operator else ",").join(parts)

    return re.sub(r"\{([?&]?)([A-Za-z0-9_.,*]+)\}", expression, template)


class HateoasNavigator:
    """Finds its way from the root document."""

    def __init__(self, url, connection_helper):
        self.slapgrid_uri = url
        self._connection = connection_helper
        self._root = None

    def _json(self, url, headers=None):
        url = urllib.parse.urljoin(self.slapgrid_uri, url)
        return json.loads(self._connection.send(urllib.request.Request(url, headers=headers or {}), url, None))

    def root(self):
        if self._root is None:
            self._root = self._json(self.slapgrid_uri, {"Cache-Control": "no-cache"})
        return self._root

    def link(self, name):
        return self.root()["_links"][name]["href"]

    def search(self, query, select_list, limit=40):
        url = expand(self.link("raw_search"), {"query": query, "select_list": select_list, "limit": limit})
        return self._json(url)["_embedded"]["contents"]

    def document(self, relative_url):
        """The fields of a document, by name."""
        url = expand(self.link("traverse"), {"relative_url": relative_url, "view": "slaposjs_view"})
        document = self._json(url)
        fields = {"portal_type": document["_links"]["type"]["name"]}
        for name, field in document["_embedded"]["_view"].items():
            if name.startswith(("my_", "your_")) and isinstance(field, dict) and field.get("type") in FIELDS:
                fields[name.partition("_")[2]] = field.get("default")
        parent = document["_links"].get("parent", {}).get("href")
        if parent:
            fields["parent_relative_url"] = "/".join(parent.split("/")[-2:])
        return fields

    def find(self, query, column, value):
        rows = [row for row in self.search(query, [column, "relative_url"]) if row.get(column) == value]
        assert len(rows) <= 1, "There are more than one document whose %s is %r" % (column, value)
        if not rows:
            raise NotFoundError("This %s does not exist." % ("computer" if column == "reference" else "document"))
        return self.document(rows[0]["relative_url"])

    def getInstanceTreeInstanceList(self, title):
        return self.search(
            '%s AND default_specialise_title:="%s"' % (INSTANCES, title),
            ["uid", "title", "relative_url", "portal_type", "url_string", "text_content", "getConnectionXmlAsDict",
             "SoftwareInstance_getNewsDict"])

    def getSoftwareInstallationList(self, computer_guid=None):
        query = INSTALLATIONS
        if computer_guid:
            query += ' AND default_aggregate_reference:="%s"' % computer_guid
        return self.search(query, ["uid", "relative_url", "url_string", "SoftwareInstallation_getNewsDict"])

    def getSoftwareInstallationNews(self, computer_guid, url):
        for row in self.getSoftwareInstallationList(computer_guid):
            if row["url_string"] == url:
                return row["SoftwareInstallation_getNewsDict"]["text"]
        return "#error no data found"

    def getMeDocument(self):
        return self.document(self.link("me").split(":")[-1])

    def getToken(self):
        return self._json(self.link("self") + "/computer_module/Base_getComputerToken")["access_token"]
