/** Entry of a worker thread: judges the cases of one recording for each message. */
import { parentPort } from 'node:worker_threads';
import { type JudgeTask, judgeCases } from './judge-cases.js';

parentPort!.on('message', (task: JudgeTask) => parentPort!.postMessage(judgeCases(task)));
