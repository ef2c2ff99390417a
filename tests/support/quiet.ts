import { DefaultLogger, Runtime } from '@temporalio/worker';

// Once in each of the processes that tests share.
Runtime.install({ logger: new DefaultLogger('ERROR') });
