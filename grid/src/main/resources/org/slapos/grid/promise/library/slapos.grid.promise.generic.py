"""The base class of promises, for releases that bring no slapos.core."""
import datetime
import json
import logging
import os
import random
import re
import time

PROMISE_STATE_FOLDER_NAME = '.slapgrid/promise'
PROMISE_RESULT_FOLDER_NAME = '.slapgrid/promise/result'
PROMISE_LOG_FOLDER_NAME = '.slapgrid/promise/log'
PROMISE_PARAMETER_NAME = 'extra_config_dict'
ERROR_LEVEL = ('CRITICAL', 'ERROR')

_LONGEST_MESSAGE = 5000
# Bytes of a log that are read at first, and at most.
_READ_BACK = 1 << 20
_READ_MOST = 1 << 25
_DATE = '%Y-%m-%dT%H:%M:%S+0000'
_RECORD = re.compile(
    r'(\d{4}-\d\d-\d\d)\s+(\d\d:\d\d:\d\d)\s+-?\s*(\w+)\s+-?\s*(\d+-\d{3})\s+-?\s*(.*)')


class BaseResult:
    _type = 'Base Result'

    def __init__(self, problem=False, message=None, date=None):
        if message and len(message) > _LONGEST_MESSAGE:
            message = '...' + message[-_LONGEST_MESSAGE:]
        self._problem = problem
        self.message = message
        self.date = date or datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)

    def hasFailed(self):
        return self._problem

    @classmethod
    def type(cls):
        return cls._type


class TestResult(BaseResult):
    _type = 'Test Result'


class AnomalyResult(BaseResult):
    _type = 'Anomaly Result'


class EmptyResult(BaseResult):
    _type = 'Empty Result'


class PromiseQueueResult:
    def __init__(self, path, name, title, item, execution_time=0):
        self.path, self.name, self.title = path, name, title
        self.item, self.execution_time = item, execution_time

    def serialize(self):
        return {
            'title': self.title, 'name': self.name, 'path': self.path, 'execution-time': self.execution_time,
            'result': {
                'type': self.item.type(), 'failed': self.item.hasFailed(),
                'date': self.item.date.strftime(_DATE), 'message': self.item.message,
            },
        }


class GenericPromise:
    def __init__(self, config):
        for key, what in (('queue', 'Queue object'), ('name', 'Monitor name'), ('path', 'Promise path'),
                          ('partition-folder', 'Monitor partition folder')):
            if not config.get(key):
                raise ValueError('%s is not set in configuration' % what)
        self.__queue = config.pop('queue')
        self.__name = config.pop('name')
        self.__path = config.pop('path')
        self.__folder = config.pop('partition-folder')
        self.__log_folder = config.pop('log-folder', None)
        self.__title = os.path.splitext(self.__name)[0]
        self.__tested = self.__anomaly_detected = True
        bang = str(config.pop('bang-on-failure', 'true')).lower()
        if bang not in ('true', 'false'):
            raise ValueError("bang-on-failure must be 'true' or 'false'")
        debug = config.pop('debug', None)
        self.setPeriodicity(config.pop('periodicity', 2))
        self.__config = config
        self.__transaction = '%d-%d' % (time.time(), random.randint(100, 999))
        self.logger = logging.getLogger(self.__name)
        self.logger.setLevel(logging.DEBUG if debug else logging.INFO)
        if self.getLogFile():
            handler = logging.FileHandler(self.getLogFile())
            handler.setFormatter(logging.Formatter(
                '%(asctime)s - %(levelname)s - ' + self.__transaction + ' - %(message)s', '%Y-%m-%d %H:%M:%S'))
            self.logger.addHandler(handler)

    def getConfig(self, key, default=None):
        return self.__config.get(key, default)

    def setConfig(self, key, value):
        self.__config[key] = value

    def getTitle(self):
        return self.__title

    def getName(self):
        return self.__name

    def getPromiseFile(self):
        return self.__path

    def getPartitionFolder(self):
        return self.__folder

    def getLogFolder(self):
        return self.__log_folder

    def getLogFile(self):
        return self.__log_folder and os.path.join(self.__log_folder, self.__title + '.log')

    def setPeriodicity(self, minute):
        if minute <= 0:
            raise ValueError('Cannot set promise periodicity to a value less than 1')
        self.__periodicity = minute

    def getPeriodicity(self):
        return self.__periodicity

    def setTestLess(self):
        self.__tested = False

    def isTested(self):
        return self.__tested

    def setAnomalyLess(self):
        self.__anomaly_detected = False

    def isAnomalyDetected(self):
        return self.__anomaly_detected

    def allowBang(self, allow=True):
        """Noted by whoever runs the promise."""

    def sense(self):
        raise NotImplementedError('sense() is not defined')

    def test(self):
        return self._test()

    def anomaly(self):
        return self._anomaly()

    def _test(self, result_count=1, failure_amount=1, latest_minute=0):
        return TestResult(*self.__judge(result_count, failure_amount, latest_minute))

    def _anomaly(self, result_count=1, failure_amount=1, latest_minute=0):
        return AnomalyResult(*self.__judge(result_count, failure_amount, latest_minute))

    def __judge(self, result_count, failure_amount, latest_minute):
        executions = self.getLastPromiseResultList(latest_minute, result_count)
        if not executions:
            return False, 'No result found!'
        message = '\n'.join(record['message'] for record in executions[0]).strip()
        failed = [any(record['status'] in ERROR_LEVEL for record in execution) for execution in executions]
        return failed[0] and sum(failed) >= failure_amount, message

    def getLastPromiseResultList(self, latest_minute=0, result_count=1, only_failure=False):
        oldest = latest_minute and datetime.datetime.now() - datetime.timedelta(minutes=latest_minute)
        size = _READ_BACK
        while True:
            records, whole = self.__records(size)
            executions, current, full = [], None, False
            for transaction, record in reversed(records):
                if oldest and record['date'] <= oldest:
                    whole = True
                    break
                if transaction != current:
                    if len(executions) == result_count:
                        full = True
                        break
                    executions.append([])
                    current = transaction
                if not only_failure or record['status'] in ERROR_LEVEL:
                    executions[-1].insert(0, record)
            if full or whole or size >= _READ_MOST:
                # One of which nothing was asked for counts all the same, unless it was the last one found.
                return executions if full or not executions or executions[-1] else executions[:-1]
            size = _READ_MOST

    def __records(self, size):
        """The records in the last bytes of the log, which nobody rotates, and whether that is all of it."""
        if not self.getLogFile() or not os.path.exists(self.getLogFile()):
            return [], True
        with open(self.getLogFile(), 'rb') as log:
            skipped = max(0, log.seek(0, os.SEEK_END) - size)
            log.seek(skipped)
            lines = log.read().decode(errors='replace').splitlines()
        records = []
        # The first line may be half a one.
        for line in lines[1:] if skipped else lines:
            found = _RECORD.match(line)
            if found:
                date = datetime.datetime.strptime(' '.join(found.group(1, 2)), '%Y-%m-%d %H:%M:%S')
                records.append((found.group(4), {
                    'date': date, 'status': found.group(3), 'message': found.group(5)}))
            elif records and line:
                records[-1][1]['message'] += '\n' + line
        return records, not skipped

    def run(self, check_anomaly=False, can_bang=True):
        wanted, result_class = (self.anomaly, AnomalyResult) if check_anomaly else (self.test, TestResult)
        if not self.__tested and not self.__anomaly_detected:
            result = result_class(True, "It's not allowed to disable both Test and Anomaly in promise!")
        elif not (self.__anomaly_detected if check_anomaly else self.__tested):
            result = EmptyResult()
        else:
            # The node agent bangs: it alone knows which promise is the first to fail.
            result = self.__execute(wanted, result_class)
        self.__queue.put_nowait(PromiseQueueResult(self.__path, self.__name, self.__title, result))

    def __execute(self, wanted, result_class):
        try:
            self.sense()
        except Exception as failure:
            self.logger.error(str(failure))
        try:
            result = wanted()
        except Exception as failure:
            return result_class(True, str(failure))
        if result is None:
            return result_class(True, "Promise %s method returned 'None'" % wanted.__name__)
        return result
