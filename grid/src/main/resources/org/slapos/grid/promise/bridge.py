"""Runs one Python promise for the node agent and tells it what came of it.

Argument 1 is a JSON object: "word" begins the two lines meant for the agent, "anomaly" chooses
the run, "configuration" is what the promise's constructor receives, "library" holds modules that
are used only where the software release brings none of that name.
"""
import ast
import importlib
import importlib.abc
import importlib.util
import json
import logging
import os
import sys


class Library(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked last, after everything the release has."""

    def __init__(self, sources):
        self.sources = sources
        self.packages = {name.rpartition('.')[0] for name in sources}
        self.packages |= {name.rpartition('.')[0] for name in self.packages}
        self.packages |= {name.rpartition('.')[0] for name in self.packages}

    def find_spec(self, name, path=None, target=None):
        if name in self.sources or name in self.packages:
            return importlib.util.spec_from_loader(name, self, is_package=name in self.packages)
        return None

    def exec_module(self, module):
        source = self.sources.get(module.__name__, '')
        exec(compile(source, '<%s of the node agent>' % module.__name__, 'exec'), module.__dict__)


def import_path(text):
    """The literal list of the first assignment, which has to be ``sys.path[0:0] = [...]``."""
    for statement in ast.walk(ast.parse(text)):
        if isinstance(statement, ast.Assign):
            target = statement.targets[0]
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Attribute) \
                    and target.value.attr == 'path':
                return list(ast.literal_eval(statement.value))
            break
    raise ValueError('the first assignment of the promise is not "sys.path[0:0] = [...]"')


def load(name):
    """The class RunPromise of a plugin, and its own parameters."""
    if not (name[0].isalpha() or name[0] == '_'):
        raise ValueError('Promise plugin name %r is not valid' % name)
    module = importlib.import_module(name[:-len('.py')])
    if not hasattr(module, 'RunPromise'):
        raise AttributeError('Class RunPromise not found in %s' % name)
    # Imported only now: the plugin may have thrown away every slapos module loaded before it.
    from slapos.grid.promise.interface import IPromise
    from slapos.grid.promise.generic import GenericPromise
    promise_class = module.RunPromise
    if not IPromise.implementedBy(promise_class):
        raise RuntimeError("RunPromise class in %s must implement 'IPromise' interface. "
                           "@implementer(interface.IPromise) is missing ?" % name)
    if not issubclass(promise_class, GenericPromise):
        raise RuntimeError('RunPromise class is not a subclass of GenericPromise class.')
    extra = getattr(module, 'extra_config_dict', {})
    if not isinstance(extra, dict):
        raise ValueError('Extra parameter is not a dict')
    return promise_class, extra


def source_of(promise_class):
    path = sys.modules[promise_class.__module__].__file__
    return path[:-1] if path.endswith('.pyc') else path


class BangPermission:
    """Notes whether the promise lets its failure bang. The agent does it: it knows which of the
    promises that run at the same time is the first one to fail."""

    def __init__(self, configuration):
        self.given = str(configuration.get('bang-on-failure', 'true')).lower() == 'true'

    def watch(self, promise_class):
        allow_bang = getattr(promise_class, 'allowBang', None)
        if allow_bang is None:
            return

        def noted(promise, allow=True):
            self.given = bool(allow)
            return allow_bang(promise, allow)

        promise_class.allowBang = noted


class Answers:
    """Takes the place of the queue to the launching process."""

    def __init__(self, tell, permission):
        self.tell, self.permission = tell, permission

    def put_nowait(self, item):
        self.tell('result', dict(item.serialize()['result'], may_bang=self.permission.given))


def main(request):
    # What the promise prints, and what its children print, must not get between the agent's lines.
    answers = os.fdopen(os.dup(1), 'w')

    def tell(kind, what):
        answers.write('\n%s %s %s\n' % (request['word'], kind, json.dumps(what)))
        answers.flush()

    configuration = request['configuration']
    name = configuration['name']
    folder = os.path.dirname(configuration['path'])
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, datefmt='%Y-%m-%d %H:%M:%S',
                        format='%(asctime)s %(name)s[%(process)d] %(levelname)s %(message)s')
    sys.meta_path.append(Library(request['library']))
    with open(configuration['path']) as plugin:
        sys.path[0:0] = import_path(plugin.read())
    marker = os.path.join(folder, '__init__.py')
    if not os.path.exists(marker):
        open(marker, 'w').close()
    sys.path.insert(0, folder)
    promise_class, extra = load(name)
    for key in extra:
        if key in configuration:
            raise ValueError('Extra parameter name %r cannot be used.\n%s' % (key, extra))
    configuration.update(extra)
    permission = BangPermission(configuration)
    permission.watch(promise_class)
    configuration['queue'] = Answers(tell, permission)
    promise = promise_class(configuration)
    module_file = source_of(promise_class)
    tell('describe', {
        'is_tested': promise.isTested(),
        'is_anomaly_detected': promise.isAnomalyDetected(),
        'periodicity': promise.getPeriodicity(),
        'module_file': module_file,
        'module_file_mtime': os.stat(module_file).st_mtime,
    })
    promise.run(request['anomaly'], False)


main(json.loads(sys.argv[1]))
