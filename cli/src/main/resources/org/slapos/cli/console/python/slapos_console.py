"""Runs the console or a script; started by the slapos command, which hands its settings over in a variable."""

import json
import logging
import os
import sys
import time
import traceback

import slapos.client

SETTINGS = "SLAPOS_CONSOLE_SETTINGS"


class _Formatter(logging.Formatter):
    """The lines of the slapos command."""

    def __init__(self, times):
        super().__init__(("%(asctime)s " if times else "") + "%(name)s[%(process)d] %(levelname)s %(message)s")

    def formatTime(self, record, datefmt=None):
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created))


def _logger(settings):
    logger = logging.getLogger("slapos")
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter(settings["log_time"]))
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(settings["log_level"])
    return logger


def _names(settings, logger):
    names = {
        name: value for name, value in vars(slapos.client).items()
        if not name.startswith("__") and name != "_write_history"}
    names.update(slapos.client.init(slapos.client.ClientConfig(**settings["connection"]), logger))
    names["__name__"] = "slapos.client"
    names["__builtins__"] = __builtins__
    return names


def _script(words, names, logger):
    sys.argv = words
    names["__file__"] = words[0]
    try:
        with open(words[0], "rb") as stream:
            code = compile(stream.read(), words[0], "exec")
        exec(code, names)
    except Exception as error:
        logger.error("%s", error)
        # The frames of this file are of no use to the script's author.
        kind, value, trace = sys.exc_info()
        here = trace.tb_next if trace.tb_next is not None else trace
        traceback.print_exception(kind, value, here)
        return 1
    return 0


def _ipython(names):
    import IPython
    IPython.start_ipython(argv=[], user_ns=names)


def _bpython(names):
    import bpython
    bpython.embed(locals_=names)


def _shell(kind, names, logger):
    shells = {"ipython": ("IPython", _ipython), "bpython": ("bpython", _bpython)}
    if kind in shells:
        name, start = shells[kind]
        try:
            return start(names)
        except ImportError:
            logger.info("%s not available - using plain Python shell", name)
    slapos.client.do_console(names)


def main():
    settings = json.loads(os.environ.pop(SETTINGS))
    logger = _logger(settings)
    names = _names(settings, logger)
    if settings["script"]:
        sys.exit(_script(settings["script"], names, logger))
    sys.argv = ["slapos"]
    _shell(settings["shell"], names, logger)
