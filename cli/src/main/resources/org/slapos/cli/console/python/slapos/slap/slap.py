"""The nouns: what can be asked of a Master, and told to it."""

import json
import logging
import os

from slapos.slap import hateoas, marshal
from slapos.slap.connection import ConnectionHelper
from slapos.slap.exception import NotFoundError, ResourceNotReady

DEFAULT_SOFTWARE_TYPE = "default"
logger = logging.getLogger("slapos")


def _dictionary(name, value):
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("Unexpected type of %s '%s'" % (name, value))
    return value


class _Noun:
    """Has a connection; a Master's answer fills it by name."""

    _connection_helper = None
    _hateoas_navigator = None

    def _connect(self, other):
        self._connection_helper = other._connection_helper
        self._hateoas_navigator = other._hateoas_navigator
        return self

    def _get(self, name, **parameters):
        return self._loads(self._connection_helper.get(name, parameters))

    def _post(self, name, *fields, **more):
        return self._connection_helper.post(name, fields, more.get("headers"))

    def _loads(self, document):
        return marshal.loads(document, CLASSES)

    def _navigator(self):
        if self._hateoas_navigator is None:
            raise Exception("SlapOS Master Hateoas API required for this operation is not available.")
        return self._hateoas_navigator

    def _complete(self, **attributes):
        self.__dict__.update(("_" + name, value) for name, value in attributes.items() if name != "_links")
        return self


class SoftwareInstance(_Noun):
    """An instance tree as the HATEOAS API tells it, or the bare answer of a request."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def _restore(self, *arguments):
        pass


class SoftwareRelease(_Noun):
    """A software release, supplied to a computer or to none that is known."""

    def __init__(self, software_release=None, computer_guid=None, **more):
        self._restore(software_release, computer_guid)

    def _restore(self, software_release=None, computer_guid=None):
        self._software_instance_list = []
        self._software_release = software_release
        self._computer_guid = computer_guid

    def getURI(self):
        if not self._software_release:
            raise NameError("software_release has not been defined.")
        return self._software_release

    def getComputerId(self):
        if not self._computer_guid:
            raise NameError("computer_guid has not been defined.")
        return self._computer_guid

    def getState(self):
        return getattr(self, "_requested_state", "available")

    def _tell(self, call, *more):
        self._post(call, ("url", self.getURI()), ("computer_id", self.getComputerId()), *more)

    def building(self):
        self._tell("buildingSoftwareRelease")

    def available(self):
        self._tell("availableSoftwareRelease")

    def destroyed(self):
        self._tell("destroyedSoftwareRelease")

    def error(self, error_log, logger=None):
        try:
            self._tell("softwareReleaseError", ("error_log", error_log))
        except Exception:
            (logger or logging.getLogger("slapos")).exception("")


class _Requester(_Noun):

    def _request(self, fields, headers, request):
        try:
            answer = self._loads(self._post("requestComputerPartition", *fields, headers=headers))
        except ResourceNotReady:
            return ComputerPartition(request_dict=request)._connect(self)
        partition = ComputerPartition(answer.slap_computer_id, answer.slap_computer_partition_id)._connect(self)
        partition.__dict__.update(answer.__dict__)
        return partition


class OpenOrder(_Requester):
    """What a user has requested."""

    def request(self, software_release, partition_reference, partition_parameter_kw=None, software_type=None,
                filter_kw=None, state=None, shared=False):
        fields = (
            ("software_release", software_release),
            ("partition_reference", partition_reference),
            ("partition_parameter_xml", marshal.dumps(_dictionary("partition_parameter_kw", partition_parameter_kw))),
            ("filter_xml", marshal.dumps(_dictionary("filter_kw", filter_kw))),
            ("software_type", software_type or DEFAULT_SOFTWARE_TYPE),
            ("state", marshal.dumps(state)),
            ("shared_xml", marshal.dumps(bool(shared))))
        return self._request(fields, None, dict(fields))

    def getInformation(self, partition_reference):
        query = '%s AND title:="%s"' % (hateoas.TREES, partition_reference)
        fields = self._navigator().find(query, "title", partition_reference)
        instance = SoftwareInstance()._connect(self)._complete(**fields)
        parameters = marshal.read_instance_xml(fields["text_content"]) if fields.get("text_content") else {}
        if list(parameters) == ["_"]:
            parameters["_"] = json.loads(parameters["_"])
        instance._parameter_dict = parameters
        instance._requested_state = fields["slap_state"]
        instance._connection_dict = fields["connection_parameter_list"]
        instance._software_release_url = fields["url_string"]
        return instance

    def requestComputer(self, computer_reference):
        computer = self._loads(self._post("requestComputer", ("computer_title", computer_reference)))
        return computer._connect(self)


class Supply(_Noun):
    """Orders software releases onto computers."""

    def supply(self, software_release, computer_guid=None, state="available"):
        try:
            self._post("supplySupply", ("url", software_release), ("computer_id", computer_guid), ("state", state))
        except NotFoundError:
            raise NotFoundError("Computer %s has not been found by SlapOS Master." % computer_guid)


class Token(_Noun):
    """Tokens to register computers with."""

    def request(self):
        return self._navigator().getToken()


class Computer(_Noun):
    """A node as the Master knows it."""

    def __init__(self, computer_guid, **more):
        self._restore(computer_guid)

    def _restore(self, computer_guid=None):
        self._computer_id = computer_guid

    def _information(self):
        if "_software_release_list" not in self.__dict__:
            if not self._computer_id:
                raise NotFoundError("'getFullComputerInformation' %r" % ({"computer_id": self._computer_id},))
            try:
                answer = self._get("getFullComputerInformation", computer_id=self._computer_id)
            except NotFoundError:
                answer = self._get("getComputerInformation", computer_id=self._computer_id)
            self._software_release_list = [r._connect(self) for r in answer._software_release_list]
            self._computer_partition_list = [p._connect(self)._synced() for p in answer._computer_partition_list]

    def getSoftwareReleaseList(self):
        self._information()
        return self._software_release_list

    def getComputerPartitionList(self):
        self._information()
        return list(self._computer_partition_list)

    def _tell(self, call, *more):
        return self._post(call, ("computer_id", self._computer_id), *more)

    def reportUsage(self, computer_usage):
        if computer_usage:
            self._tell("useComputer", ("use_string", computer_usage))

    def updateConfiguration(self, xml):
        return self._post("loadComputerConfigurationFromXML", ("xml", xml))

    def bang(self, message):
        self._tell("computerBang", ("message", message))

    def getStatus(self):
        return self._get("getComputerStatus", computer_id=self._computer_id)

    def generateCertificate(self):
        return self._loads(self._tell("generateComputerCertificate"))

    def revokeCertificate(self):
        self._tell("revokeComputerCertificate")

    def getInformation(self):
        query = '%s AND reference:="%s"' % (hateoas.COMPUTERS, self._computer_id)
        fields = self._navigator().find(query, "reference", self._computer_id)
        return Computer(self._computer_id)._connect(self)._complete(**fields)


class ComputerPartition(_Requester):
    """A partition of a computer and the instance in it; asks the Master at the first use."""

    def __init__(self, computer_id=None, partition_id=None, request_dict=None, **more):
        if (computer_id is None or partition_id is None) == (request_dict is None):
            raise TypeError("A partition is named by computer and partition, or made by a request")
        self._restore(computer_id, partition_id)
        self._request_dict = request_dict
        self._note_transaction()

    def _restore(self, computer_id=None, partition_id=None, *more):
        self._computer_id = computer_id
        self._partition_id = partition_id
        self._request_dict = None

    def _synced(self):
        self.__dict__["_fetched"] = True
        return self

    def _transaction_file(self):
        root = os.environ.get("SLAPGRID_INSTANCE_ROOT")
        if root and self._partition_id:
            folder = os.path.join(root, self._partition_id)
            if os.access(folder, os.W_OK):
                return os.path.join(folder, ".slapos-request-transaction-" + self._partition_id)

    def _note_transaction(self, reference=None):
        path = self._transaction_file()
        if path:
            try:
                with open(path, "a") as stream:
                    if reference is not None:
                        stream.write(reference + "\n")
            except OSError:
                logger.debug("Cannot write %s", path)

    def _fetch(self, name):
        """An attribute, from the Master if no answer held it yet."""
        if self._request_dict is not None:
            raise ResourceNotReady()
        if self.__dict__.get(name) is None and "_fetched" not in self.__dict__:
            self._synced()
            answer = self._get(
                "registerComputerPartition",
                computer_reference=self._computer_id, computer_partition_reference=self._partition_id)
            self.__dict__.update(answer.__dict__)
        return self.__dict__.get(name)

    def _required(self, name):
        value = self._fetch(name)
        if value is None:
            raise ResourceNotReady()
        return value

    def getId(self):
        if self._partition_id is None:
            raise ResourceNotReady()
        return self._partition_id

    def getInstanceGuid(self):
        return self._required("_instance_guid")

    def getState(self):
        return self._required("_requested_state")

    def getType(self):
        software_type = self.__dict__.get("slap_software_type") or self.getInstanceParameterDict().get("slap_software_type")
        if not software_type:
            raise ResourceNotReady()
        return software_type

    def getSoftwareRelease(self):
        release = self._fetch("_software_release_document")
        if release is None and self.__dict__.get("slap_software_release_url"):
            release = SoftwareRelease(self.slap_software_release_url, self._computer_id)
        if release is None:
            raise NotFoundError("No software release information for partition %s" % self.getId())
        return release._connect(self)

    def getInstanceParameterDict(self):
        return self._fetch("_parameter_dict") or {}

    def getConnectionParameterDict(self):
        return self._fetch("_connection_dict") or {}

    @staticmethod
    def _value(values, key):
        if key not in values:
            raise NotFoundError("%s not found" % key)
        return values[key]

    def getInstanceParameter(self, key):
        return self._value(self.getInstanceParameterDict(), key)

    def getConnectionParameter(self, key):
        return self._value(self.getConnectionParameterDict(), key)

    def getAccessStatus(self):
        return self.__dict__.get("_access_status")

    getStatus = getAccessStatus

    def _query(self, call):
        return self._get(call, computer_id=self._computer_id, computer_partition_id=self.getId())

    def getCertificate(self):
        return self._query("getComputerPartitionCertificate")

    def getFullHostingIpAddressList(self):
        return self._query("getHostingSubscriptionIpList")

    def _identity(self):
        return ("computer_id", self._computer_id), ("computer_partition_id", self.getId())

    def _authorization(self):
        return {"Authorization": "X-SlapPartition computer_id=%s, computer_partition_id=%s" % (
            self._computer_id, self.getId())}

    def _tell(self, call, *more):
        return self._post(call, *(self._identity() + more), headers=self._authorization())

    def started(self):
        self._tell("startedComputerPartition")

    def stopped(self):
        self._tell("stoppedComputerPartition")

    def destroyed(self):
        self._tell("destroyedComputerPartition")

    def bang(self, message):
        self._tell("softwareInstanceBang", ("message", message))

    def error(self, error_log, logger=None, slave_reference=None):
        more = () if slave_reference is None else (("slave_reference", slave_reference),)
        try:
            self._tell("softwareInstanceError", ("error_log", error_log), *more)
        except Exception:
            (logger or logging.getLogger("slapos")).exception("")

    def rename(self, new_name, slave_reference=None):
        more = () if slave_reference is None else (("slave_reference", slave_reference),)
        self._tell("softwareInstanceRename", ("new_name", new_name), *more)

    def setConnectionDict(self, connection_dict, slave_reference=None):
        self._tell(
            "setComputerPartitionConnectionXml",
            ("connection_xml", marshal.dumps(connection_dict)), ("slave_reference", slave_reference))

    def setUsage(self, usage_log):
        self.usage = usage_log

    def setComputerPartitionRelatedInstanceList(self, instance_reference_list):
        self._tell(
            "updateComputerPartitionRelatedInstanceList",
            ("instance_reference_xml", marshal.dumps(list(instance_reference_list))))

    def request(self, software_release, software_type, partition_reference, shared=False, partition_parameter_kw=None,
                filter_kw=None, state=None):
        self._note_transaction(partition_reference)
        fields = self._identity() + (
            ("software_release", software_release),
            ("software_type", software_type or DEFAULT_SOFTWARE_TYPE),
            ("partition_reference", partition_reference),
            ("shared_xml", marshal.dumps(bool(shared))),
            ("partition_parameter_xml", marshal.dumps(_dictionary("partition_parameter_kw", partition_parameter_kw))),
            ("filter_xml", marshal.dumps(_dictionary("filter_kw", filter_kw))),
            ("state", marshal.dumps(state)))
        return self._request(fields, self._authorization(), dict(fields))


class SoftwareProductCollection:
    """The best release of a product, by attribute; the Master is asked each time."""

    def __init__(self, logger, slap):
        self.logger = logger
        self.slap = slap

    def __getattr__(self, software_product):
        self.logger.info("Getting best Software Release corresponding to this Software Product...")
        releases = self.slap.getSoftwareReleaseListFromSoftwareProduct(software_product)
        if not releases:
            raise AttributeError("No Software Release corresponding to this Software Product has been found.")
        self.logger.info("Found as %s.", releases[0])
        return releases[0]

    def get(self, software_product):
        return getattr(self, software_product)


class slap(_Noun):
    """The entry to a Master."""

    def initializeConnection(self, slapgrid_uri, key_file=None, cert_file=None, master_ca_file=None, timeout=60,
                             slapgrid_rest_uri=None):
        self._connection_helper = ConnectionHelper(slapgrid_uri, key_file, cert_file, master_ca_file, timeout)
        if not slapgrid_rest_uri:
            try:
                slapgrid_rest_uri = self._connection_helper.get("getHateoasUrl").decode()
            except Exception as error:
                logger.debug("This Master tells no HATEOAS URL: %s", error)
        if slapgrid_rest_uri:
            self._hateoas_navigator = hateoas.HateoasNavigator(slapgrid_rest_uri, self._connection_helper)

    def registerOpenOrder(self):
        return OpenOrder()._connect(self)

    def registerSupply(self):
        return Supply()._connect(self)

    def registerToken(self):
        self._navigator()
        return Token()._connect(self)

    def registerComputer(self, computer_guid):
        return Computer(computer_guid)._connect(self)

    def registerComputerPartition(self, computer_guid, partition_id):
        if not computer_guid or not partition_id:
            raise NotFoundError
        return ComputerPartition(computer_guid, partition_id)._connect(self)

    def registerSoftwareRelease(self, software_release):
        return SoftwareRelease(software_release)._connect(self)

    def getSoftwareReleaseListFromSoftwareProduct(self, software_product_reference=None, software_release_url=None):
        if software_product_reference and software_release_url:
            raise AttributeError("Both software_product_reference and software_release_url parameters are specified.")
        if software_product_reference:
            return self._get(
                "getSoftwareReleaseListFromSoftwareProduct", software_product_reference=software_product_reference)
        if software_release_url:
            return self._get("getSoftwareReleaseListFromSoftwareProduct", software_release_url=software_release_url)
        raise AttributeError("None of software_product_reference and software_release_url parameters are specified.")

    def getOpenOrderDict(self):
        rows = self._navigator().search(hateoas.TREES, ["title", "url_string"])
        return {
            row["title"]: SoftwareInstance()._connect(self)._complete(
                software_release_url=row["url_string"], **row)
            for row in rows}

    def getComputerDict(self):
        rows = self._navigator().search(hateoas.COMPUTERS, ["title", "reference"])
        return {row["title"]: Computer(row["reference"])._connect(self)._complete(**row) for row in rows}


CLASSES = {
    "Computer": Computer,
    "ComputerPartition": ComputerPartition,
    "SoftwareInstance": SoftwareInstance,
    "SoftwareRelease": SoftwareRelease,
}
