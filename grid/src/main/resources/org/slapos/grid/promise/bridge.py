"""Runs the Python promises of a partition for the node agent and tells it what came of them.

What most promises import is imported once; each promise then runs in a fork of this process, in a
session of its own. Standard input brings JSON objects, one a line. The first one is for all:
"source" is this text, "library" holds modules that are used only where the software release brings
none of that name, "plugin" is a promise whose import path counts for the imports made once, "mark"
is the name of a variable. Each of the others runs a promise: "id" names it in the answers, "mark"
is that variable's value, "word" begins the two lines meant for the agent in what it prints,
"anomaly" chooses the run, "configuration" is what the promise's constructor receives.

Standard output brings lines: "ID pid PID", "ID out LENGTH" with so many bytes of the promise's
output behind it, "ID end STATUS".
"""
import ast
import atexit
import importlib
import importlib.abc
import importlib.util
import json
import logging
import os
import selectors
import signal
import sys
import threading
import traceback


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


def run(request, imported):
    """Runs the promise of a request; "imported" tells that its import path is in use already."""
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
    if not imported:
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


def run_alone(text):
    """In a fresh process: the promise's import path is not the one of the others."""
    request = json.loads(text)
    sys.meta_path.append(Library(request['library']))
    run(request, False)


class Host:
    def __init__(self):
        # Nobody but the host itself writes to the agent.
        self.agent = os.dup(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        self.pending = b''
        self.selector = selectors.DefaultSelector()
        self.outputs = {}
        self.ids = {}
        wake, self.waker = os.pipe()
        for end in (wake, self.waker):
            os.set_blocking(end, False)
        self.selector.register(0, selectors.EVENT_READ, self.read_requests)
        self.selector.register(wake, selectors.EVENT_READ, self.collect)
        self.wake = wake
        self.setup = None

    def tell(self, line, data=b''):
        data = line.encode() + b'\n' + data
        while data:
            data = data[os.write(self.agent, data):]

    def serve(self):
        """Returns in the process of a promise, with its request; ends when the agent is gone."""
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self.waker)
        while True:
            for key, _ in self.selector.select():
                request = key.data(key.fd)
                if request is not None:
                    return request

    def read_requests(self, fd):
        data = os.read(fd, 1 << 16)
        if not data:
            os._exit(0)
        *lines, self.pending = (self.pending + data).split(b'\n')
        for number, line in enumerate(lines):
            message = json.loads(line.decode())
            if self.setup is None:
                self.prepare(message)
            else:
                request = self.start(message)
                if request is not None:
                    return request
        return None

    def prepare(self, setup):
        self.setup = setup
        self.path = None
        sys.meta_path.append(Library(setup['library']))
        try:
            with open(setup['plugin']) as plugin:
                path = import_path(plugin.read())
            sys.path[0:0] = path
            self.path = path
            import slapos.grid.promise.generic
            import slapos.grid.promise.interface
            import zope.interface
        except Exception:
            # Every promise that cannot do without it will say so itself.
            pass

    def start(self, request):
        """Forks; the request in the new process, None in this one."""
        output, promise_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.selector.close()
            for fd in [self.agent, self.wake, self.waker, output] + list(self.outputs):
                os.close(fd)
            os.dup2(1, 0)
            os.dup2(promise_end, 1)
            os.dup2(promise_end, 2)
            os.close(promise_end)
            os.environ[self.setup['mark']] = request['mark']
            return request
        os.close(promise_end)
        os.set_blocking(output, False)
        self.outputs[output] = request['id']
        self.ids[pid] = (request['id'], output)
        self.selector.register(output, selectors.EVENT_READ, self.forward)
        self.tell('%s pid %d' % (request['id'], pid))
        return None

    def forward(self, fd):
        """Some of a promise's output."""
        if fd not in self.outputs:
            return None
        try:
            data = os.read(fd, 1 << 16)
        except BlockingIOError:
            return None
        if data:
            self.tell('%s out %d' % (self.outputs[fd], len(data)), data)
        else:
            self.selector.unregister(fd)
        return None

    def collect(self, fd):
        try:
            while os.read(fd, 1 << 10):
                pass
        except BlockingIOError:
            pass
        while self.ids:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            if pid in self.ids:
                self.end(pid, status)
        return None

    def end(self, pid, status):
        name, output = self.ids.pop(pid)
        try:
            # What a process that was left behind still writes after this is nobody's.
            for _ in range(1 << 6):
                data = os.read(output, 1 << 16)
                if not data:
                    break
                self.tell('%s out %d' % (name, len(data)), data)
        except BlockingIOError:
            pass
        if output in self.selector.get_map():
            self.selector.unregister(output)
        del self.outputs[output]
        os.close(output)
        self.tell('%s end %d' % (name, status))


def leave():
    """The end of a forked process, in the way of multiprocessing: to take the interpreter apart would
    cost four times as much as the promise itself."""
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                # Closed by the promise, or nobody listens any more.
                pass
        os._exit(0)


def promise_of_this_process(host):
    """What a forked process does."""
    request = host.serve()
    text = None
    try:
        with open(request['configuration']['path']) as plugin:
            text = import_path(plugin.read())
    except Exception:
        # Running it says what is wrong.
        pass
    if text is not None and text != host.path:
        request['library'] = host.setup['library']
        os.execv(sys.executable, [sys.executable, '-c', host.setup['source'], json.dumps(request)])
    try:
        run(request, text is not None)
    except BaseException:
        traceback.print_exc()
    leave()


if len(sys.argv) > 1:
    run_alone(sys.argv[1])
else:
    promise_of_this_process(Host())
