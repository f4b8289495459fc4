"""The names that a console and its scripts find ready."""

import atexit
import configparser
import os
import sys

import slapos.slap.slap
from slapos.slap import SoftwareProductCollection

SOFTWARE_PRODUCT_NAMESPACE = "product."


class ClientConfig:
    """The settings of a client, an attribute each: master_url, master_rest_url, key_file, cert_file."""

    def __init__(self, **settings):
        self.__dict__.update(settings)


def init(conf, logger):
    """Connects; the names of the console."""
    connection = slapos.slap.slap()
    connection.initializeConnection(
        conf.master_url,
        key_file=conf.key_file,
        cert_file=conf.cert_file,
        master_ca_file=getattr(conf, "master_ca_file", None),
        slapgrid_rest_uri=conf.master_rest_url)
    order = connection.registerOpenOrder()
    return {
        "slap": connection,
        "request": order.request,
        "getInformation": order.getInformation,
        "supply": connection.registerSupply().supply,
        "product": SoftwareProductCollection(logger, connection),
    }


def _getSoftwareReleaseFromSoftwareString(logger, software_string, product):
    """A release, or the best one of a product written as product.NAME."""
    if software_string.startswith(SOFTWARE_PRODUCT_NAMESPACE):
        return product.get(software_string[len(SOFTWARE_PRODUCT_NAMESPACE):])
    return software_string


def do_console(local):
    """A plain Python shell with these names; completion and history on a terminal."""
    import code
    if sys.stdin.isatty():
        try:
            import readline
            import rlcompleter
        except ImportError:
            pass
        else:
            history = os.path.expanduser("~/.slapconsolehistory")
            readline.set_completer(rlcompleter.Completer(local).complete)
            readline.parse_and_bind("tab: complete")
            if os.path.exists(history):
                readline.read_history_file(history)
            atexit.register(_write_history, readline, history)
    code.interact("", local=local)


def _write_history(readline, history):
    try:
        readline.write_history_file(history)
    except OSError:
        pass
